/** 我的: who I am here, which seat, how large the letters, how I am told, how my login is kept safe. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Dialog, Toast } from 'antd-mobile'
import type { Me } from '../../kernel/wire.ts'
import { useMe } from '../parts/use.ts'
import { Choices } from './act/fields.tsx'
import { forgetForms } from './act/memory.ts'
import { SIZES, setLook, useLook } from './elder.ts'
import { NextIcon } from './icons.tsx'
import { paths } from './nav.tsx'
import { getJson, leave, postJson, takeSeat, wordsOf } from './net.ts'
import { Loaded, numeral, Section } from './pieces.tsx'
import { Page } from './shell.tsx'
import { isDirty } from './write/drafts.ts'
import { useDrafts } from './write/useDraft.ts'

export function MinePage() {
  const me = useMe()
  return (
    <Page title="我的" tab="mine">
      <Loaded q={me}>{(m) => <Mine me={m} />}</Loaded>
    </Page>
  )
}

function Mine({ me }: { me: Me }) {
  const s = me.seat
  return (
    <>
      <div className="pk-card">
        <h2 className="pk-name" style={{ fontSize: '1.25rem' }}>
          {me.person.name}
        </h2>
        <p className="pk-soft">{[s.placeName, s.term && `第${numeral(s.term)}届`, s.officeLabel].filter(Boolean).join(' ')}</p>
        {(s.delegationName || s.unitName) && <p className="pk-soft">{s.delegationName ?? s.unitName}</p>}
        {s.certificateNo && <p className="pk-soft">代表证号 {s.certificateNo}</p>}
      </div>
      {me.seats.length > 1 && <Seats me={me} />}
      <Look />
      <Mail me={me} />
      <Channels />
      <Section title="登录安全">
        <ul className="pk-card pk-list">
          <li>
            <a href={paths.security}>
              <span>
                登录设备、动态口令、修改密码
                <small className="pk-soft" style={{ display: 'block' }}>
                  {me.twoFactor ? (me.strong ? '动态口令已开启，本次登录已验证' : '动态口令已开启，本次登录还没有验证') : '动态口令还没有开启'}
                </small>
              </span>
              <NextIcon />
            </a>
          </li>
        </ul>
      </Section>
      <Leave seat={s.id} />
    </>
  )
}

function Seats({ me }: { me: Me }) {
  return (
    <Section title="我的身份">
      <fieldset className="pk-field pk-card">
        <legend className="pk-hide">换一个身份</legend>
        <Choices
          name="seat"
          value={me.seat.id}
          options={me.seats.map((s) => ({ value: s.id, label: `${s.placeName} ${s.officeLabel}`, hint: s.delegationName ?? s.unitName ?? undefined }))}
          onChange={(id) => takeSeat(id)}
        />
        <p className="pk-soft pk-small">换身份后，今日和建议会换成那个身份的。</p>
      </fieldset>
    </Section>
  )
}

function Look() {
  const { elder, size } = useLook()
  return (
    <Section title="字号">
      <div className="pk-card">
        <label className="pk-switch">
          <span>
            <b>长辈版</b>
            <small className="pk-soft" style={{ display: 'block' }}>
              字更大，按钮更大
            </small>
          </span>
          <output>{elder ? '已开' : '已关'}</output>
          <input
            type="checkbox"
            role="switch"
            aria-checked={elder}
            aria-label="长辈版"
            checked={elder}
            onChange={(e) => setLook({ elder: e.target.checked })}
          />
        </label>
        {elder && (
          <div className="pk-field">
            <label htmlFor="pk-font">字的大小：{size}</label>
            <input
              id="pk-font"
              className="pk-range"
              type="range"
              min={SIZES.from}
              max={SIZES.to}
              step={1}
              value={size}
              onChange={(e) => setLook({ size: Number(e.target.value) })}
            />
            <div className="pk-choices pk-choices-three">
              <button type="button" className="pk-btn" style={{ flex: 1 }} disabled={size <= SIZES.from} onClick={() => setLook({ size: size - 2 })}>
                小一点
              </button>
              <button type="button" className="pk-btn" style={{ flex: 1 }} disabled={size >= SIZES.to} onClick={() => setLook({ size: size + 2 })}>
                大一点
              </button>
            </div>
          </div>
        )}
      </div>
    </Section>
  )
}

const MAIL = [
  { value: 'digest', label: '每天汇总一封' },
  { value: 'now', label: '有事马上发' },
  { value: 'off', label: '不发邮件' },
]

function Mail({ me }: { me: Me }) {
  const client = useQueryClient()
  const set = useMutation({
    mutationFn: (mail: string) => postJson('/api/me/mail', { mail }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['me'] })
      Toast.show({ content: '已改好' })
    },
  })
  return (
    <Section title="邮件提醒">
      <fieldset className="pk-field pk-card">
        <legend className="pk-hide">邮件提醒</legend>
        <Choices name="mail" value={set.isPending ? set.variables : me.person.mail} options={MAIL} onChange={(v) => set.mutate(v)} />
        {set.error && (
          <p className="pk-wrong" role="alert">
            {wordsOf(set.error)}
          </p>
        )}
      </fieldset>
    </Section>
  )
}

interface Ways {
  sms: string
  wecom: string
  push: string
  hasMobile: boolean
  wecomId: string | null
  browsers: number
  open: { sms: boolean; wecom: boolean; push: boolean }
  pushKey: string | null
}
const WAYS = [
  { value: 'off', label: '不要' },
  { value: 'urgent', label: '只要催办和逾期' },
  { value: 'all', label: '都要' },
]

/** Beyond mail: only what this house has set up is offered. */
function Channels() {
  const client = useQueryClient()
  const q = useQuery({ queryKey: ['channels'], queryFn: () => getJson<Ways>('/api/me/channels') })
  const set = useMutation({
    mutationFn: (body: Record<string, string>) => postJson('/api/me/channels', body),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['channels'] })
      Toast.show({ content: '已改好' })
    },
  })
  const w = q.data
  if (!w) return null
  const way = (name: 'sms' | 'wecom' | 'push', title: string, note: string) =>
    w.open[name] && (
      <Section title={title}>
        <fieldset className="pk-field pk-card">
          <legend className="pk-hide">{title}</legend>
          <Choices name={name} value={w[name]} options={WAYS} onChange={(v) => set.mutate({ [name]: v })} />
          <p className="pk-soft pk-small">{note}</p>
        </fieldset>
      </Section>
    )
  return (
    <>
      {way('sms', '短信提醒', w.hasMobile ? '晚上九点到早上八点不发。' : '名册里还没有您的手机号码，请告诉代工委。')}
      {way('wecom', '企业微信提醒', w.wecomId ? `发到账号 ${w.wecomId}` : '还没有登记企业微信账号，请告诉代工委。')}
      {way('push', '手机推送', w.browsers > 0 ? '这部手机登记过了。' : '选“要”以后请允许通知。')}
      {w.open.push && w.push !== 'off' && w.browsers === 0 && w.pushKey && <PushOn pushKey={w.pushKey} done={() => void q.refetch()} />}
      {set.error && (
        <p className="pk-wrong" role="alert">
          {wordsOf(set.error)}
        </p>
      )}
    </>
  )
}

function PushOn({ pushKey, done }: { pushKey: string; done: () => void }) {
  const turnOn = async () => {
    const registration = await navigator.serviceWorker?.ready
    if (!registration?.pushManager || (await Notification.requestPermission()) !== 'granted') {
      Toast.show({ content: '这部手机不支持或者没有允许通知' })
      return
    }
    const s = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: pushKey })
    await postJson('/api/me/push', s.toJSON())
    done()
  }
  return (
    <button type="button" className="pk-btn pk-btn-wide" onClick={() => void turnOn().catch((e) => Toast.show({ content: wordsOf(e) }))}>
      允许这部手机接收推送
    </button>
  )
}

function Leave({ seat }: { seat: string }) {
  const { list } = useDrafts(seat)
  const unsent = list.filter(isDirty).length
  const client = useQueryClient()
  const go = async () => {
    const words = unsent > 0 ? `还有 ${unsent} 份草稿没有同步，会留在这部手机里，下次登录后还在。现在退出吗？` : '现在退出登录吗？'
    if (!(await Dialog.confirm({ content: words, confirmText: '退出', cancelText: '不退出' }))) return
    await forgetForms()
    await leave(client)
  }
  return (
    <button type="button" className="pk-btn pk-btn-wide" style={{ marginTop: 32 }} onClick={() => void go()}>
      退出登录
    </button>
  )
}
