export interface EvalRow {
  figure: string
  value: number
  floor: number
  goal: number
  data: string
  split: string
  /** Less is better: the value must not be above the floor. */
  most?: boolean
}
