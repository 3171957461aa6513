/** 从 Excel 导入: a workbook is compared with the roster, what is unclear is asked, then it is written. */
import { Alert, App, Button, Modal, Select, Space, Steps, Table, Upload } from 'antd'
import { useState } from 'react'
import type { RosterPreview } from '../../kernel/wire-roster.ts'
import { newKey, postJson, problemOf, seated, sendFile, wordsOf } from '../parts/api.ts'
import { useRefresh } from '../parts/use.ts'

/** Choose a file, look at what it would change, write. */
export function RosterImport({ onClose }: { onClose: () => void }) {
  const [p, setP] = useState<RosterPreview | null>(null)
  const [wrong, setWrong] = useState('')
  const [busy, setBusy] = useState(false)
  const [key] = useState(newKey)
  const [file, setFile] = useState<File | null>(null)
  const [told, setTold] = useState<Record<string, string>>({})
  const refresh = useRefresh()
  const { message } = App.useApp()
  const attempt = async (fn: () => Promise<RosterPreview>) => {
    setBusy(true)
    setWrong('')
    try {
      setP(await fn())
      await refresh()
    } catch (e) {
      setWrong(Object.values(problemOf(e)?.fields ?? {})[0] ?? wordsOf(e))
    } finally {
      setBusy(false)
    }
  }
  const read = (f: File, choices: Record<string, string>) => {
    const before = p
    setFile(f)
    setTold(choices)
    const as = Object.entries(choices)
      .map((x) => x.join(':'))
      .join(',')
    void attempt(async () => {
      const next = await sendFile<RosterPreview>(f, f.name, `/api/roster/import${as && `?as=${as}`}`)
      if (before?.state === 'previewed') await postJson(`/api/roster/import/${before.id}/cancel`, {}).catch(() => undefined)
      return next
    })
  }
  const close = () => {
    if (p?.state === 'previewed') void postJson(`/api/roster/import/${p.id}/cancel`, {}).catch(() => message.info('预览没有取消成，一天后自动清除'))
    onClose()
  }
  const step = p?.result ? 2 : p ? 1 : 0
  return (
    <Modal
      open
      width={980}
      title="从 Excel 导入代表名册"
      onCancel={close}
      footer={
        p?.result ? (
          <Button type="primary" onClick={onClose}>
            关闭
          </Button>
        ) : (
          <Space>
            <Button onClick={close}>取消</Button>
            {p && <Button onClick={() => setP(null)}>换一个文件</Button>}
            {p && (
              <Button
                type="primary"
                loading={busy}
                disabled={p.fresh + p.changed + p.proposed === 0 || p.undecided.length > 0}
                title={p.undecided.length > 0 ? '请先说明没有认出的栏目' : p.fresh + p.changed + p.proposed === 0 ? '没有需要写入的内容' : undefined}
                onClick={() => void attempt(() => postJson<RosterPreview>(`/api/roster/import/${p.id}/confirm`, { key }))}
              >
                写入：新增 {p.fresh}，更新 {p.changed}
                {p.proposed > 0 && `，提出更换 ${p.proposed}`}
              </Button>
            )}
          </Space>
        )
      }
    >
      <Steps size="small" current={step} items={[{ title: '选文件' }, { title: '核对' }, { title: '写入' }]} style={{ marginBottom: 16 }} />
      {wrong && <Alert type="error" title={wrong} style={{ marginBottom: 12 }} />}
      {!p && (
        <>
          <Upload.Dragger accept=".xlsx" showUploadList={false} customRequest={({ file: f }) => read(f as File, {})}>
            <p>{busy ? '正在读取……' : '把名册 .xlsx 拖到这里，或点一下选择'}</p>
            <p className="dk-soft">
              表头用中文，如：姓名、性别、出生年月、代表证号、代表团、手机号码……顺序不限。先核对，确认以后才写入；再次导入是更新，不会重复。
            </p>
          </Upload.Dragger>
          <p>
            <a href={seated('/api/roster.xlsx')}>下载现有名册作为模板</a>
          </p>
        </>
      )}
      {p && (
        <>
          {p.result ? (
            <Alert type="success" title={`已写入：新增 ${p.result.fresh} 位，更新 ${p.result.changed} 位，略过 ${p.result.skipped} 行`} />
          ) : (
            <p>
              《{p.sheet}》表头以下有内容的 {p.lines} 行，读取 {p.rows} 行{p.leftOut > 0 && `，没有读取 ${p.leftOut} 行`}：新增 <b>{p.fresh}</b>，更新{' '}
              <b>{p.changed}</b>，没有变化 <b>{p.same}</b>，
              <span className={p.wrong ? 'dk-red' : ''}>
                有错 <b>{p.wrong}</b>（不会写入）
              </span>
              。
            </p>
          )}
          {p.undecided.length > 0 && file && <Ask p={p} busy={busy} onTold={(more) => read(file, { ...told, ...more })} />}
          {p.notes.map((n) => (
            <Alert key={n} type="info" title={n} />
          ))}
          {p.errors.length > 0 && (
            <Table
              size="small"
              rowKey={(r) => r.cell + r.text}
              dataSource={p.errors}
              pagination={{ pageSize: 8, hideOnSinglePage: true }}
              title={() => '请改这些单元格'}
              columns={[
                { title: '单元格', dataIndex: 'cell', width: 90 },
                { title: '列', dataIndex: 'column', width: 120 },
                { title: '问题', dataIndex: 'text' },
              ]}
            />
          )}
          {p.changes.length > 0 && (
            <Table
              size="small"
              rowKey={(r) => `${r.row}${r.field}`}
              dataSource={p.changes}
              pagination={{ pageSize: 8, hideOnSinglePage: true }}
              title={() => '将要更新'}
              columns={[
                { title: '行', dataIndex: 'row', width: 70 },
                { title: '姓名', dataIndex: 'name', width: 120 },
                { title: '项目', dataIndex: 'field', width: 120 },
                { title: '现为', dataIndex: 'from' },
                { title: '改为', dataIndex: 'to' },
              ]}
            />
          )}
          {p.kept.length > 0 && (
            <Table
              size="small"
              rowKey={(r) => `${r.row}${r.field}`}
              dataSource={p.kept}
              pagination={{ pageSize: 8, hideOnSinglePage: true }}
              title={() => '不改动'}
              columns={[
                { title: '行', dataIndex: 'row', width: 70 },
                { title: '姓名', dataIndex: 'name', width: 120 },
                { title: '项目', dataIndex: 'field', width: 120 },
                { title: '表中', dataIndex: 'to' },
                { title: '说明', dataIndex: 'why' },
              ]}
            />
          )}
          {p.added.length > 0 && (
            <Table
              size="small"
              rowKey="row"
              dataSource={p.added}
              pagination={{ pageSize: 8, hideOnSinglePage: true }}
              title={() => '将要新增'}
              columns={[
                { title: '行', dataIndex: 'row', width: 70 },
                { title: '姓名', dataIndex: 'name', width: 160 },
                { title: '代表团', dataIndex: 'delegation' },
                { title: '代表证号', dataIndex: 'certificateNo' },
              ]}
            />
          )}
        </>
      )}
    </Modal>
  )
}

/** Columns that are not known by their names. */
function Ask({ p, busy, onTold }: { p: RosterPreview; busy: boolean; onTold: (choices: Record<string, string>) => void }) {
  const [chosen, setChosen] = useState<Record<string, string>>({})
  const open = p.undecided.filter((u) => !chosen[u.column])
  return (
    <Alert
      type="warning"
      style={{ marginBottom: 12 }}
      title={`有 ${p.undecided.length} 栏没有认出来，请说明是什么，再重新读取`}
      description={
        <Space orientation="vertical" style={{ width: '100%' }}>
          {p.undecided.map((u) => (
            <Space key={u.column} wrap>
              <b>
                {u.column} 列 {u.header}
              </b>
              <span className="dk-soft">{u.filled} 行有内容</span>
              <Select
                aria-label={`${u.column} 列 ${u.header}`}
                placeholder="忽略，或者当作……"
                style={{ width: 240 }}
                options={u.choices}
                value={chosen[u.column] ?? null}
                onChange={(v: string) => setChosen({ ...chosen, [u.column]: v })}
                showSearch={{ optionFilterProp: 'label' }}
              />
            </Space>
          ))}
          <Button
            type="primary"
            loading={busy}
            disabled={open.length > 0}
            title={open[0] && `还有 ${open[0].column} 列没有说明`}
            onClick={() => onTold(chosen)}
          >
            按这样重新读取
          </Button>
        </Space>
      }
    />
  )
}
