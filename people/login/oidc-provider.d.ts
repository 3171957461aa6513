/** The package ships no types; what the test uses of it. */
declare module 'oidc-provider' {
  export default class Provider {
    constructor(issuer: string, configuration: Record<string, unknown>)
    listen(port: number, host: string): import('node:http').Server
  }
}
