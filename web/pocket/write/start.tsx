/** ＋: go on with a draft, or begin a new one. With no draft on the phone the new one opens at once. */
import { useEffect, useRef } from 'react'
import { useMe } from '../../parts/use.ts'
import { OtherKinds } from '../act/new.tsx'
import { GuideLink } from '../guide.tsx'
import { NextIcon, PlusIcon } from '../icons.tsx'
import { A, paths, useNav } from '../nav.tsx'
import { useOnline } from '../online.ts'
import { Loaded } from '../pieces.tsx'
import { Page } from '../shell.tsx'
import { isBlank, listDrafts, newDraft, writeDraft } from './drafts.ts'
import { type SheetForm, useSheetForm } from './form.ts'
import { stateWords } from './state.tsx'
import { useDrafts } from './useDraft.ts'

export function WriteStart() {
  const nav = useNav()
  const me = useMe()
  const seat = me.data?.seat.id
  const online = useOnline()
  const form = useSheetForm(seat)
  const { list } = useDrafts(seat)
  const begun = useRef(false)

  const begin = async (f: SheetForm) => {
    if (!seat || begun.current) return
    begun.current = true
    // A blank one left behind is taken up again instead of leaving another.
    const blank = (await listDrafts(seat)).find((d) => isBlank(d) && !d.matter)
    const d = blank ?? newDraft(seat, { ...f.initial })
    if (!blank) await writeDraft(d)
    nav.replace(paths.write(d.key))
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: decided once, when the form has come
  useEffect(() => {
    if (!form.data || !seat) return
    const f = form.data
    void listDrafts(seat).then((l) => {
      if (l.every(isBlank)) void begin(f)
    })
  }, [form.data, seat])

  return (
    <Page title="提建议" up={paths.today}>
      <Loaded q={form}>
        {(f) =>
          list.length === 0 ? null : (
            <>
              <button type="button" className="pk-btn pk-btn-main pk-btn-wide" onClick={() => void begin(f)}>
                <PlusIcon />
                写一件新的建议
              </button>
              <OtherKinds />
              <GuideLink />
              <h2 style={{ margin: '24px 0 8px' }}>接着写</h2>
              <ul className="pk-card pk-list">
                {list.map((d) => (
                  <li key={d.key}>
                    <A to={paths.write(d.key)}>
                      <span>
                        {(d.values.title as string) || '还没有写案由'}
                        <small className="pk-soft" style={{ display: 'block' }}>
                          {stateWords(d, online)}
                        </small>
                      </span>
                      <NextIcon />
                    </A>
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </Loaded>
    </Page>
  )
}
