/** 代表名册: find, export, and import from a workbook that is compared before anything is written. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Alert, App, Button, Input, Modal, Space, Steps, Table, Upload } from 'antd'
import { useDeferredValue, useState } from 'react'
import type { RosterPage as Page, RosterEntry, RosterPreview } from '../../kernel/wire-roster.ts'
import { getJson, newKey, postJson, problemOf, seated, sendFile, wordsOf } from '../parts/api.ts'
import { useRefresh } from '../parts/use.ts'

export function RosterPage() {
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const [importing, setImporting] = useState(false)
  const list = useInfiniteQuery({
    queryKey: ['roster', q],
    initialPageParam: '',
    getNextPageParam: (p: Page) => p.next,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) => getJson<Page>(`/api/roster?q=${encodeURIComponent(q)}${pageParam ? `&after=${encodeURIComponent(pageParam)}` : ''}`),
  })
  const rows = list.data?.pages.flatMap((p) => p.rows) ?? []
  return (
    <section>
      <div className="dk-title">
        <h1>代表名册</h1>
        <span className="dk-soft">共 {list.data?.pages[0]?.total ?? 0} 位</span>
      </div>
      <div className="dk-filters">
        <Input.Search
          aria-label="查找代表"
          placeholder="姓名、拼音或代表证号"
          value={typed}
          onChange={(e) => setTyped(e.target.value)}
          allowClear
          style={{ width: 260 }}
        />
        <span className="dk-grow" />
        <Button onClick={() => setImporting(true)}>从 Excel 导入</Button>
        <Button href={seated('/api/roster.xlsx')}>导出 Excel</Button>
      </div>
      {list.error && <Alert type="error" title={wordsOf(list.error)} />}
      <Table
        rowKey="seat"
        size="middle"
        dataSource={rows}
        loading={list.isPending}
        pagination={false}
        sticky
        scroll={{ x: 1100 }}
        locale={{ emptyText: q ? '没有找到这位代表' : '名册是空的，可以从 Excel 导入' }}
        columns={[
          { title: '姓名', dataIndex: 'name', width: 150, render: (n: string) => <b className="dk-name">{n}</b> },
          { title: '性别', dataIndex: 'sex', width: 70 },
          { title: '出生年月', width: 110, render: (_: unknown, r: RosterEntry) => r.birth?.slice(0, 7) ?? '' },
          { title: '民族', dataIndex: 'ethnicity', width: 90 },
          { title: '代表团', dataIndex: 'delegation', width: 150 },
          { title: '代表证号', dataIndex: 'certificateNo', width: 120 },
          { title: '工作单位和职务', render: (_: unknown, r: RosterEntry) => `${r.employer ?? ''} ${r.post ?? ''}` },
          { title: '结构', width: 180, render: (_: unknown, r: RosterEntry) => r.tags.join('、') },
          { title: '状态', dataIndex: 'stateLabel', width: 90 },
        ]}
      />
      {list.hasNextPage && (
        <Button block loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()} style={{ marginTop: 16 }}>
          再看一些
        </Button>
      )}
      {importing && <Import onClose={() => setImporting(false)} />}
    </section>
  )
}

function Import({ onClose }: { onClose: () => void }) {
  const [p, setP] = useState<RosterPreview | null>(null)
  const [wrong, setWrong] = useState('')
  const [busy, setBusy] = useState(false)
  const [key] = useState(newKey)
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
                disabled={p.fresh + p.changed + p.proposed === 0}
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
          <Upload.Dragger
            accept=".xlsx"
            showUploadList={false}
            customRequest={({ file }) => void attempt(() => sendFile<RosterPreview>(file as File, (file as File).name, '/api/roster/import'))}
          >
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
              《{p.sheet}》共 {p.rows} 行：新增 <b>{p.fresh}</b>，更新 <b>{p.changed}</b>，没有变化 <b>{p.same}</b>，
              <span className={p.wrong ? 'dk-red' : ''}>
                有错 <b>{p.wrong}</b>（不会写入）
              </span>
              。
            </p>
          )}
          {p.notes.map((n) => (
            <Alert key={n} type="info" title={n} />
          ))}
          {p.errors.length > 0 && (
            <Table
              size="small"
              rowKey={(r) => r.cell + r.text}
              dataSource={p.errors}
              pagination={{ pageSize: 8 }}
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
              pagination={{ pageSize: 8 }}
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
              pagination={{ pageSize: 8 }}
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
              pagination={{ pageSize: 8 }}
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
