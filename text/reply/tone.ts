/** 语气: words that blame who asked. They may be justified; a person reads them again. */
import type { Read } from './read.ts'
import { firstWith, quoteOf } from './sentences.ts'
import type { Finding } from './types.ts'

const BLAME =
  /无理取闹|无理要求|胡搅蛮缠|胡说|瞎(?:投诉|说|反映|举报)|刁民|刁难|恶意(?:投诉|举报|炒作)|无中生有|捏造|造谣|别有用心|居心|后果自负|自负其责|咎由自取|与我(?:局|单位|们|办|委)无关|不归我(?:局|单位|们|办|委)管|不关我|不懂(?:法|政策|常识|业务)|素质(?:低|差|不高)|道听途说|小题大做|吹毛求疵|断章取义|无稽之谈|强词夺理|贪得无厌|漫天要价|不明真相|请?勿(?:再)?重复(?:发帖|投诉|反映|来信|留言)|(?:不要|别)再(?:投诉|反映|来信|发帖|打电话)|缠访|闹访|早就(?:说|告诉|答复)过|自己(?:去)?想办法|想多了|异想天开|不切实际|站着说话|多管闲事|纯属(?:个人|误解|臆想|猜测|虚构)|怪(?:你|您)|(?:是|因)(?:你|您)(?:们)?自己(?:的)?(?:原因|问题|造成|不)|没事找事|可笑|荒唐/

export function toneCheck({ all }: Read): Finding {
  const hit = firstWith(all, BLAME)
  if (!hit) return { level: 'pass', why: '没有发现指责、推诿的用语。' }
  return {
    level: 'warn',
    why: `“${hit.found}”有指责或推诿的意味，请负责人看过再送。`,
    quote: quoteOf(hit.sentence.raw, hit.found),
    add: '改为只说事实、依据和办法。',
  }
}
