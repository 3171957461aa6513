/** Another phone or PC changed the same field: both texts are shown, nothing is thrown away by itself. */
import type { Clash, Draft } from './drafts.ts'
import type { SheetForm } from './form.ts'
import { wordsFor } from './review.tsx'
import type { Editing } from './useDraft.ts'

export function Clashes({ form, edit }: { form: SheetForm; edit: Editing }) {
  const d = edit.draft as Draft
  if (d.clashes.length === 0) return null
  const settle = (c: Clash, value: unknown) =>
    void edit.change((x) => ({
      ...x,
      values: { ...x.values, [c.name]: value },
      clashes: x.clashes.filter((y) => y.name !== c.name),
      rev: x.rev + 1,
      editedAt: Date.now(),
    }))
  return (
    <section className="pk-card" aria-label="两处都改过的内容" role="alert">
      <h2>有 {d.clashes.length} 处在别的设备上也改过</h2>
      <p className="pk-soft">两份都留着，请选用哪一份。选好后继续同步。</p>
      {d.clashes.map((c) => {
        const f = form.fields.find((x) => x.name === c.name)
        const words = (v: unknown) => (f ? wordsFor(f, { values: { [c.name]: v }, names: d.names }) : String(v ?? '')) || '（空）'
        const both = typeof c.theirs === 'string' && typeof d.values[c.name] === 'string' && (f?.widget === 'textarea' || f?.widget === 'text')
        return (
          <div key={c.name} className="pk-stack">
            <h3 style={{ fontSize: '1rem' }}>{f?.label ?? c.name}</h3>
            <div className="pk-hint pk-green">
              <b>这部手机上的</b>
              <p className="pk-say">
                <span>{words(d.values[c.name])}</span>
              </p>
            </div>
            <div className="pk-hint pk-amber">
              <b>服务器上的</b>
              <p className="pk-say">
                <span>{words(c.theirs)}</span>
              </p>
            </div>
            <div className="pk-choices">
              <button type="button" className="pk-btn" onClick={() => settle(c, d.values[c.name])}>
                用手机上的
              </button>
              <button type="button" className="pk-btn" onClick={() => settle(c, c.theirs)}>
                用服务器上的
              </button>
              {both && (
                <button type="button" className="pk-btn" onClick={() => settle(c, `${d.values[c.name]}\n\n${c.theirs}`)}>
                  两段都留
                </button>
              )}
            </div>
          </div>
        )
      })}
    </section>
  )
}
