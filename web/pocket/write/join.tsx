/** Screen 2, 谁一起提: co-signers, then every other field of the form, known or new. */
import type { MatterView } from '../../../kernel/wire.ts'
import { FieldBox, shown } from '../act/fields.tsx'
import { PeoplePick } from '../act/picks.tsx'
import { PeopleList } from '../matter/parties.tsx'
import type { Draft } from './drafts.ts'
import { onFirst, type SheetForm } from './form.ts'
import type { Editing } from './useDraft.ts'

/** The order in which a deputy thinks of them; others follow as the server lists them. */
const ORDER = ['kind', 'wishUnit', 'wishFace', 'reply', 'mayPublish', 'publishReason', 'confidential', 'source']
const rank = (n: string): number => ORDER.indexOf(n) + 1 || ORDER.length + 1

export const cosigners = (m: MatterView | undefined) => m?.parties.filter((p) => p.role === 'cosigner' && !p.left) ?? []

export function Join({
  form,
  edit,
  matter,
  self,
  errors,
}: {
  form: SheetForm
  edit: Editing
  matter: MatterView | undefined
  self: string
  errors: Record<string, string>
}) {
  const d = edit.draft as Draft
  const asked = cosigners(matter)
  const fields = form.fields.filter((f) => !onFirst(f) && shown(f, d.values)).sort((a, b) => rank(a.name) - rank(b.name))
  const mayInvite = !matter || matter.buttons.some((b) => b.action === 'inviteCosigners')
  const invite = (ids: string[], names: Record<string, string> = {}) =>
    void edit.change((x) => ({ ...x, invite: ids, names: { ...x.names, ...names }, editedAt: Date.now() }))
  return (
    <>
      {asked.length > 0 && (
        <>
          <h2 style={{ margin: '8px 0' }}>联名情况</h2>
          <PeopleList list={asked} />
          {asked.some((p) => p.step === 'signed') && <p className="pk-card pk-amber">已有代表确认联名。再改内容，请告诉他们一声。</p>}
        </>
      )}
      {mayInvite && (
        <fieldset className="pk-field pk-card">
          <legend className="pk-hide">联名代表</legend>
          <div>
            <b>{asked.length > 0 ? '再邀请几位' : '请谁联名'}</b>
            <span className="pk-soft">（可以不请）</span>
          </div>
          <p className="pk-soft pk-small">请到的代表在手机上看全文，确认后才算联名。</p>
          <PeoplePick label="联名代表" value={d.invite} names={d.names} without={[self]} onChange={(v, n) => invite(v, n)} />
        </fieldset>
      )}
      <div className="pk-card">
        {fields.map((f) => (
          <FieldBox
            key={f.name}
            field={f}
            path={f.name}
            value={d.values[f.name]}
            names={d.names}
            error={errors[f.name]}
            onChange={(v, n) => edit.put({ [f.name]: v }, n)}
          />
        ))}
      </div>
    </>
  )
}
