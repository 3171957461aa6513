/** 代表建议纸: the suggestion as its authors signed it, with the places where the congress's offices write. */
import { dateWords } from '../gbt.ts'
import { boxes, type Cell, cell, label, type Template } from '../model.ts'
import { pair, signBox } from './parts.ts'

export interface SuggestionSheet {
  /** 云岭市第六届人民代表大会第三次会议; or of the recess */
  heading: string
  no?: string
  category?: string
  receivedOn?: string
  title: string
  lead: { name: string; certificateNo?: string; delegation?: string; post?: string; address?: string; postcode?: string; phone?: string }
  cosigners: { name: string; certificateNo?: string; delegation?: string; confirmed?: string }[]
  situation: string
  proposals: string
  wishUnit?: string
  mayPublish: boolean
  publishReason?: string
  wishFace: boolean
  confidential: boolean
  /** 视察 | 专题调研 | 联络站 | 社情民意 | 其他 */
  source?: string
  attachments?: string[]
  signedOff?: { by: string; on: string; opinion?: string }
  review?: { by: string; on: string; opinion?: string }
  decision?: string
  main?: string[]
  co?: string[]
  separate?: string[]
}

export const suggestionSheet: Template<SuggestionSheet> = {
  key: 'suggestionSheet',
  label: '代表建议纸',
  processes: ['B4', 'B5'],
  form: 'sheet',
  audience: 'all',
  make(d) {
    const l = d.lead
    const co = d.cosigners.length > 0 ? d.cosigners : [{ name: '' }]
    const long = (name: string, text: string, high: number): Cell[] => [label(name), cell(text, { span: 7, high })]
    const rows: Cell[][] = [
      [...pair('标　题\n（案由）', d.title, 7)],
      [label('领衔\n代表', { rows: 3 }), ...pair('姓　名', l.name, 1), ...pair('代表证号', l.certificateNo, 1), ...pair('代表团', l.delegation, 2)],
      [...pair('单位职务', l.post, 3), ...pair('电　话', l.phone, 2)],
      [...pair('通讯地址', l.address, 3), ...pair('邮　编', l.postcode, 2)],
      [
        label('联名\n代表', { rows: co.length + 1 }),
        label('姓　名', { span: 2 }),
        label('代表证号'),
        label('代表团', { span: 2 }),
        label('签名／确认时间', { span: 2 }),
      ],
      ...co.map((x: SuggestionSheet['cosigners'][number]) => [
        cell(x.name, { span: 2, align: 'center' }),
        cell(x.certificateNo, { align: 'center' }),
        cell(x.delegation, { span: 2, align: 'center' }),
        cell(x.confirmed ? dateWords(x.confirmed) : '', { span: 2, align: 'center' }),
      ]),
      long('一、\n情况\n和问题', d.situation, 44),
      long('二、\n具体\n建议', d.proposals, 36),
      [...pair('建议承\n办单位', d.wishUnit, 3), label('来　源'), cell(boxes(['视察', '专题调研', '联络站', '社情民意', '其他'], d.source), { span: 3 })],
      [
        label('公开'),
        cell(`${boxes(['同意', '不同意'], d.mayPublish ? '同意' : '不同意')}${d.publishReason ? `　理由：${d.publishReason}` : ''}`, { span: 3 }),
        label('其他\n要求'),
        cell(`${d.wishFace ? '☑' : '□'}希望当面答复\n${d.confidential ? '☑' : '□'}要求对身份保密`, { span: 3 }),
      ],
      [...pair('附　件', d.attachments?.join('；') || '无', 7)],
      [label('代表\n签名'), cell('', { span: 7, high: 16 })],
      [
        label('代表团\n负责人\n审核\n意见'),
        { ...signBox(d.signedOff?.opinion || (d.signedOff ? '同意提交。' : ''), `签字：${d.signedOff?.by ?? ''}`, d.signedOff?.on, 22), span: 7 },
      ],
      [
        label('议案组\n审查\n意见'),
        {
          ...signBox(
            `政治关${d.review ? '☑' : '□'}　法律关${d.review ? '☑' : '□'}　质量关${d.review ? '☑' : '□'}　　处理意见：${boxes(['交办', '转信访', '退回', '并案'], d.decision ?? (d.review ? '交办' : ''))}${d.review?.opinion ? `\n${d.review.opinion}` : ''}`,
            `签字：${d.review?.by ?? ''}`,
            d.review?.on,
          ),
          span: 7,
        },
      ],
      [
        label('承　办\n单　位'),
        cell(d.separate?.length ? `分办：${d.separate.join('、')}` : `主办：${d.main?.join('、') ?? ''}\n会办：${d.co?.join('、') ?? ''}`, { span: 7 }),
      ],
    ]
    return {
      form: 'sheet',
      title: `${d.heading}\n代表建议、批评和意见`,
      above: { left: `第　${d.no ?? '　　　'}　号`, right: `类别：${d.category ?? '　　　　'}　受理日期：${dateWords(d.receivedOn) || '　　　　　　　'}` },
      blocks: [{ kind: 'form', columns: [11, 13, 13, 13, 13, 12, 13, 12], rows }],
    }
  },
}
