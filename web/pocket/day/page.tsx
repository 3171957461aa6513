/** 接待日 on the phone: sign in, take visitors down, all of it without a network if need be. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { Button, MatterView, WorkPage } from '../../../kernel/wire.ts'
import { useMe } from '../../parts/use.ts'
import { FieldBox, isEmpty, shown } from '../act/fields.tsx'
import { useMemory } from '../act/memory.ts'
import { A, paths } from '../nav.tsx'
import { getJson, keptMe, postJson, problemOf } from '../net.ts'
import { useOnline } from '../online.ts'
import { Loaded } from '../pieces.tsx'
import { Page } from '../shell.tsx'
import { drop, enqueue, flush, hearDay, type Net, type Queued, waitingActs } from './queue.ts'

const net: Net = { post: (url, body) => postJson(url, body), refused: (e) => problemOf(e) ?? null }

/** What was last seen stays on the phone for the day; visitors in it are masked by the server. */
function useKept<T>(key: string, url: string, seat: string | undefined) {
  const at = `huying.day.${seat}.${key}`
  return useQuery({
    queryKey: ['day', seat, key],
    enabled: seat !== undefined,
    networkMode: 'always',
    retry: false,
    queryFn: async () => {
      try {
        const got = await getJson<T>(url)
        localStorage.setItem(at, JSON.stringify(got))
        return got
      } catch (e) {
        const kept = localStorage.getItem(at)
        if (kept && !navigator.onLine) return JSON.parse(kept) as T
        throw e
      }
    },
  })
}

function useSeat() {
  const me = useMe()
  return (me.data ?? keptMe())?.seat.id
}

export function DaysPage() {
  const seat = useSeat()
  const q = useKept<WorkPage>('list', '/api/reception?mine=yes&limit=30', seat)
  return (
    <Page title="接待日" up={paths.today}>
      <Loaded q={q}>
        {(p) =>
          p.rows.length === 0 ? (
            <p className="pk-soft">还没有排到您的接待。排班后会通知您。</p>
          ) : (
            <ul className="pk-card pk-list">
              {p.rows.map((r) => (
                <li key={r.id}>
                  <A to={`/m/day/${r.id}`}>
                    <span>
                      {r.title}
                      <small className="pk-soft" style={{ display: 'block' }}>
                        {r.stateLabel} {r.cells.slice(1, 3).join(' ')}
                      </small>
                    </span>
                  </A>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  )
}

export function DayPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const seat = useSeat()
  const q = useKept<MatterView>(id, `/api/reception/${id}`, seat)
  return (
    <Page title="接待日" up="/m/day">
      <Loaded q={q}>{(m) => (seat ? <Day m={m} seat={seat} /> : null)}</Loaded>
    </Page>
  )
}

function Day({ m, seat }: { m: MatterView; seat: string }) {
  const client = useQueryClient()
  const online = useOnline()
  const [list, setList] = useState<Queued[]>([])
  const [writing, setWriting] = useState(false)
  const [said, setSaid] = useState('')
  useEffect(() => {
    const read = () => void waitingActs(seat, m.id).then(setList)
    read()
    return hearDay(read)
  }, [seat, m.id])
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the network comes back, and after every new entry
  useEffect(() => {
    if (!online) return
    void flush(seat, net).then((n) => {
      if (n > 0) void client.invalidateQueries({ queryKey: ['day', seat, m.id] })
    })
  }, [online, seat, m.id, list.length])
  const button = (action: string) => m.buttons.find((b) => b.action === action)
  const signed = m.parties.some((p) => p.mine && ['signed', 'came'].includes(p.step)) || list.some((q) => q.action === 'signIn')
  const receive = button('receive')
  const act = async (action: string, input: Record<string, unknown>, words: string) => {
    await enqueue({ seat, matter: m.id, action, input })
    setSaid(words)
  }
  return (
    <>
      <div className="pk-card">
        <h2 style={{ fontSize: '1.125rem' }}>{m.title}</h2>
        {m.sheet
          .filter((r) => !r.long)
          .map((r) => (
            <p key={r.label}>
              <span className="pk-soft">{r.label}</span> {r.text}
            </p>
          ))}
      </div>
      {button('confirm') && (
        <button type="button" className="pk-btn pk-btn-wide" onClick={() => void act('confirm', {}, '已确认参加')}>
          按时参加
        </button>
      )}
      {!signed && (
        <button
          type="button"
          className="pk-btn pk-btn-main pk-btn-wide"
          onClick={() => void act('signIn', { code: new URLSearchParams(location.search).get('code') ?? '' }, '已签到')}
        >
          签到
        </button>
      )}
      <output className="pk-soft" aria-live="polite">
        {said}
      </output>
      {writing && receive ? (
        <Visitor
          b={receive}
          memory={`${seat}/day/${m.id}`}
          done={async (input) => {
            await act('receive', input, '已记下')
            setWriting(false)
          }}
          cancel={() => setWriting(false)}
        />
      ) : (
        receive && (
          <button type="button" className="pk-btn pk-btn-main pk-btn-wide" onClick={() => setWriting(true)}>
            登记来访
          </button>
        )
      )}
      {list.length > 0 && (
        <section>
          <h2>还在手机里（{list.length}）</h2>
          <ul className="pk-card pk-list">
            {list.map((q) => (
              <li key={q.key}>
                <span>
                  {q.action === 'signIn' ? '签到' : q.action === 'confirm' ? '确认参加' : String(q.input.title ?? '')}
                  <small className={q.trouble ? 'pk-red' : 'pk-soft'} style={{ display: 'block' }}>
                    {q.trouble ? `没有收下：${q.trouble}` : online ? '正在送出' : '等有网络时自动送出'}
                  </small>
                </span>
                {q.trouble && (
                  <button type="button" className="pk-btn" onClick={() => void drop(q.key)}>
                    知道了，删去
                  </button>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {m.sections
        .filter((s) => s.key === 'visitors')
        .map((s) => (
          <section key={s.key}>
            <h2>{s.title}</h2>
            <ul className="pk-card pk-list">
              {s.rows.map((r) => (
                <li key={String(r[0])}>
                  <span>
                    {String(r[0])}. {String(r[1])} {typeof r[3] === 'object' && r[3] ? r[3].text : String(r[3] ?? '')}
                    <small className="pk-soft" style={{ display: 'block' }}>
                      {[r[5], r[6]].filter(Boolean).map(String).join(' ')}
                    </small>
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ))}
    </>
  )
}

function Visitor({ b, memory, done, cancel }: { b: Button; memory: string; done: (input: Record<string, unknown>) => Promise<void>; cancel: () => void }) {
  const mem = useMemory(memory, b.initial)
  const [wrong, setWrong] = useState<Record<string, string>>({})
  const fields = b.fields.filter((f) => shown(f, mem.values))
  const save = async () => {
    const lack = Object.fromEntries(fields.filter((f) => f.required && isEmpty(mem.values[f.name])).map((f) => [f.name, `请填写${f.label}`]))
    if (mem.values.onSpot === 'yes') {
      if (isEmpty(mem.values.code)) lack.code = '请选择当场答复的结果'
      if (isEmpty(mem.values.text)) lack.text = '请写下怎样答复的'
    }
    if (!isEmpty(mem.values.phone) && !/^1\d{10}$/.test(String(mem.values.phone))) lack.phone = '手机号码应为 11 位数字'
    setWrong(lack)
    if (Object.keys(lack).length > 0) return
    const input = Object.fromEntries(fields.flatMap((f) => (isEmpty(mem.values[f.name]) ? [] : [[f.name, mem.values[f.name]]])))
    await done(input)
    await mem.forget()
  }
  if (!mem.ready) return null
  return (
    <section aria-label="登记来访" className="pk-card">
      {fields.map((f) => (
        <FieldBox
          key={f.name}
          field={f}
          path={f.name}
          value={mem.values[f.name]}
          names={mem.names}
          {...(wrong[f.name] ? { error: wrong[f.name] as string } : {})}
          onChange={(v, n) => mem.put({ [f.name]: v }, n)}
        />
      ))}
      <div className="pk-row">
        <button type="button" className="pk-btn" onClick={cancel}>
          先放下
        </button>
        <button type="button" className="pk-btn pk-btn-main" onClick={() => void save()}>
          记下这位来访
        </button>
      </div>
    </section>
  )
}
