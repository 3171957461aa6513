/** Screen 1, 说清楚: what it is about, how things stand, what to do; with help beside the fields and never a stop. */
import { useEffect, useMemo, useState } from 'react'
import type { SimilarItem, SimilarList } from '../../../kernel/wire-text.ts'
import { FieldBox } from '../act/fields.tsx'
import { Photos } from '../act/picks.tsx'
import { newKey, postJson, seated } from '../net.ts'
import { useOnline } from '../online.ts'
import { SimilarRows } from '../similar.tsx'
import type { Draft } from './drafts.ts'
import { filesField, onFirst, type SheetForm } from './form.ts'
import type { Editing } from './useDraft.ts'

export interface Hint {
  level: 'stop' | 'warn' | 'info'
  field: string
  code: string
  text: string
}
export interface Check {
  hints: Hint[]
  similar: SimilarList
}

/** Asks the server 0.8 s after the last keystroke. Without network there are simply no hints. */
export function useCheck(d: Draft | null): Check | null {
  const online = useOnline()
  const [check, setCheck] = useState<Check | null>(null)
  const [title, situation, proposals] = ['title', 'situation', 'proposals'].map((k) => String(d?.values[k] ?? ''))
  useEffect(() => {
    if (!online || `${title}${situation}${proposals}`.trim().length < 4) return
    let live = true
    const t = setTimeout(() => {
      postJson<Check>('/api/suggestion/check', { title, situation, proposals, matter: d?.matter ?? undefined }).then(
        (c) => live && setCheck(c),
        () => undefined,
      )
    }, 800)
    return () => {
      live = false
      clearTimeout(t)
    }
  }, [online, title, situation, proposals, d?.matter])
  return check
}

const TONE = { stop: { cls: 'pk-red', word: '请留意' }, warn: { cls: 'pk-amber', word: '建议改进' }, info: { cls: 'pk-green', word: '小提示' } }

export function HintLine({ h }: { h: Hint }) {
  return (
    <p className={`pk-hint ${TONE[h.level].cls}`} style={{ marginTop: 8 }}>
      <b>{TONE[h.level].word}</b> <span>{h.text}</span>
    </p>
  )
}

export function Say({ form, edit, check, errors }: { form: SheetForm; edit: Editing; check: Check | null; errors: Record<string, string> }) {
  const d = edit.draft as Draft
  const fields = form.fields.filter((f) => onFirst(f) && f.widget !== 'files')
  return (
    <>
      {(form.guide ?? []).length > 0 && (
        <details className="pk-card">
          <summary>怎样写一件好建议</summary>
          <dl className="pk-stack">
            {form.guide.map((g) => (
              <div key={g.title}>
                <dt>
                  <b>{g.title}</b>
                </dt>
                <dd className="pk-say">{g.text}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      <p className="pk-soft" style={{ marginBottom: 12 }}>
        不方便打字？点键盘上的话筒，说出来就成文字。写下的内容随时保存在手机里。
      </p>
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
          >
            <div aria-live="polite">
              {check?.hints
                .filter((h) => h.field === f.name)
                .map((h) => (
                  <HintLine key={h.code + h.text} h={h} />
                ))}
              {f.name === 'title' && check && check.similar.items.length > 0 && <Similar list={check.similar.items} history={check.similar.history} />}
            </div>
          </FieldBox>
        ))}
        {check?.hints
          .filter((h) => !fields.some((f) => f.name === h.field))
          .map((h) => (
            <HintLine key={h.code + h.text} h={h} />
          ))}
        {filesField(form) && <DraftPhotos edit={edit} label={filesField(form)?.label ?? '照片'} />}
      </div>
    </>
  )
}

function Similar({ list, history }: { list: SimilarItem[]; history: string }) {
  return (
    <details className="pk-hint pk-amber" style={{ marginTop: 8 }}>
      <summary>
        <b>有 {list.length} 件相似的</b>
        {history && <span>，{history}</span>}
      </summary>
      <SimilarRows list={list} />
      <p className="pk-small">
        <span>看过后可以返回接着写，内容不会丢。</span>
      </p>
    </details>
  )
}

/** Photos are kept on the phone at once and uploaded when there is a network. */
function DraftPhotos({ edit, label }: { edit: Editing; label: string }) {
  const d = edit.draft as Draft
  const local = useMemo(
    () => new Map(d.photos.flatMap((p) => (p.blob?.type.startsWith('image/') ? [[p.key, URL.createObjectURL(p.blob)] as const] : []))),
    [d.photos],
  )
  useEffect(
    () => () => {
      for (const u of local.values()) URL.revokeObjectURL(u)
    },
    [local],
  )
  const add = (files: File[]) =>
    void edit.change((x) => ({
      ...x,
      photos: [...x.photos, ...files.map((f) => ({ key: newKey(), name: f.name, blob: f as Blob, file: null, url: null }))],
      rev: x.rev + 1,
      editedAt: Date.now(),
      trouble: null,
      note: null,
    }))
  const drop = (key: string) =>
    void edit.change((x) => ({ ...x, photos: x.photos.filter((p) => p.key !== key), rev: x.rev + 1, editedAt: Date.now(), trouble: null }))
  return (
    <fieldset className="pk-field">
      <legend>{label}</legend>
      <Photos
        shots={d.photos.map((p) => ({
          key: p.key,
          name: p.name,
          url: local.get(p.key) ?? (p.url ? seated(p.url) : null),
          note: p.file ? undefined : '待上传',
        }))}
        max={20}
        onAdd={add}
        onDrop={drop}
      />
      {d.note && <p className="pk-wrong">{d.note}</p>}
    </fieldset>
  )
}
