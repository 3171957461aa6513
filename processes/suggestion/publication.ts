/**
 * 建议公开 (B23): the office looks through an item, decides finding by finding, and publishes, withholds or takes down.
 * The deputy's refusal is never overridden; a unit's 不予公开 keeps its reply back.
 */
import { z } from 'zod'
import type { Arrow, ProcessDef, View } from '../../kernel/process.ts'
import { choice, maybe, text, yes } from '../../kernel/words.ts'

export const WITHHELD = {
  STATE_SECRET: '国家秘密',
  BUSINESS_SECRET: '商业秘密',
  PRIVACY: '个人隐私',
  DEPUTY_OBJECTS: '代表认为不宜公开',
  OTHER: '其他',
}

export type PublicationState = 'published' | 'withheld' | 'hidden'
/** What was decided last, as the matter itself remembers it. */
export const published = (v: Pick<View, 'matter'>): PublicationState | undefined => v.matter.data.publication?.state

const keys = (label: string, help: string) =>
  z.array(z.string().max(120)).max(2000).default([]).meta({ label, widget: 'checks', help, dynamic: true }) as unknown as z.ZodDefault<z.ZodArray<z.ZodString>>

/** `mask` and `keep` together name every finding of the guard; see `publication-text.ts` for their form. */
const decided = {
  showNames: yes('公开代表姓名', { help: '代表要求身份保密的，姓名、代表团和代表证号一律不公开' }),
  mask: keys('遮盖', '公开时写成“某某”“［略］”等'),
  keep: keys('保留原样', '确认不涉及个人隐私的，如单位的办公电话'),
  replies: z
    .array(z.string().regex(/^[0-9a-f-]{36}$/, '请选择要公开的答复'))
    .max(50)
    .optional()
    .meta({ label: '公开哪些答复', widget: 'checks', help: '承办单位定为不予公开的答复不在其中', dynamic: true }) as unknown as z.ZodOptional<
    z.ZodArray<z.ZodString>
  >,
  title: maybe('公开的标题', { max: 100, help: '不改的可以留空' }),
  situation: maybe('公开的情况和问题', { max: 20000, rows: 4, help: '不改的可以留空' }),
  proposals: maybe('公开的具体建议', { max: 20000, rows: 4, help: '不改的可以留空' }),
}

const refused = (v: View) =>
  v.matter.data.mayPublish === false
    ? '代表不同意公开，只能办理「不予公开」'
    : v.matter.data.secrecy === 'internal' && '本件立案时定为「内部」，只能办理「不予公开」'
const SECRET = ['mask', 'keep', 'title', 'situation', 'proposals'] as const
const basis =
  '山东条例第二十七条、青岛条例第三十条、重庆条例第三十六条：建议和答复应当公开；国家秘密、商业秘密、个人隐私和代表认为不宜公开的除外（河南办法第二十九条）'

export const publicationActions = {
  publish: {
    label: '审核公开',
    says: '{actor}审核公开{how}',
    also: ['how'],
    input: z.object(decided),
    secret: SECRET,
    bulk: true,
    needs: refused,
    confirm: '公开后任何人不用登录就能看到标题、正文、承办单位、答复和承诺事项',
    basis,
  },
  withhold: {
    label: '不予公开',
    says: '{actor}决定不予公开：{cause}',
    also: ['cause'],
    input: z.object({ code: choice('原因', WITHHELD), reason: text('具体理由', { max: 500, rows: 3 }) }),
    secret: ['reason'],
    needs: (v) => published(v) === 'published' && '本件已经公开，请办理「撤下」',
    basis,
  },
  hide: {
    label: '撤下',
    says: '{actor}撤下了公开内容',
    input: z.object({ reason: text('撤下的理由', { max: 500, rows: 3 }) }),
    secret: ['reason'],
    danger: true,
    confirm: '撤下后公开页面、检索、目录、下载和订阅里立即不再出现本件',
    needs: (v) => published(v) === 'hidden' && '本件已经撤下',
  },
  republish: {
    label: '重新公开',
    says: '{actor}重新公开{how}',
    also: ['how'],
    input: z.object(decided),
    secret: SECRET,
    needs: refused,
    basis,
  },
} as const satisfies ProcessDef['actions']

const office = ['daf_staff', 'daf_head'] as const
/** From handling on, through the end; never for what was not accepted, merged or withdrawn. */
export const publishing = {
  publish: { by: office, when: (v) => published(v) !== 'hidden', basis },
  withhold: { by: office, when: (v) => published(v) !== 'hidden', basis },
  hide: { by: office, when: (v) => published(v) === 'published' || published(v) === 'hidden' },
  republish: { by: office, when: (v) => published(v) === 'hidden', basis },
} as const satisfies Record<string, Arrow>

export const publicationRules = {
  'publish.judgements': {
    label: '公开代表对答复的评价（只公开等次和件数）',
    kind: 'switch',
    value: false,
    group: '公开',
    basis: '代表反馈意见应当公开（山东条例第二十七条）、可以公开（河南办法第二十九条）；代表同意公开的建议才显示，默认不公开为本地惯例',
  },
} as const satisfies ProcessDef['rules']
