/** 批量登记站点: a file is checked cell by cell, then its stations are registered while the page counts. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Progress, Space, Steps, Table, Upload } from 'antd'
import { useState } from 'react'
import { getJson, postJson, problemOf, sendFile, wordsOf } from '../parts/api.ts'
import { A } from './link.tsx'

interface Preview {
  id: string
  lines: number
  fit: number
  wrong: number
  errors: { row: number; cell: string; column: string; text: string }[]
}
interface Job {
  state: 'previewed' | 'running' | 'done'
  total: number
  done: number
  failed: { row: number; name: string; text: string }[]
}

export function StationImportPage() {
  const [p, setP] = useState<Preview | null>(null)
  const [going, setGoing] = useState(false)
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState('')
  const cache = useQueryClient()
  const job = useQuery({
    queryKey: ['station-import', p?.id],
    queryFn: () => getJson<Job>(`/api/stations/import/${p?.id}`),
    enabled: going,
    refetchInterval: (q) => (q.state.data?.state === 'done' ? false : 1000),
  })
  const attempt = async (fn: () => Promise<void>) => {
    setBusy(true)
    setWrong('')
    try {
      await fn()
    } catch (e) {
      setWrong(Object.values(problemOf(e)?.fields ?? {})[0] ?? wordsOf(e))
    } finally {
      setBusy(false)
    }
  }
  const j = going ? job.data : undefined
  const again = () => {
    setP(null)
    setGoing(false)
    setWrong('')
    void cache.invalidateQueries()
  }
  return (
    <section>
      <div className="dk-title">
        <h1>批量登记站点</h1>
        <span className="dk-soft">一个文件最多 5000 个站点；先核对，确认以后才登记。</span>
      </div>
      <Steps
        size="small"
        current={j?.state === 'done' ? 3 : going ? 2 : p ? 1 : 0}
        items={[{ title: '选文件' }, { title: '核对' }, { title: '登记' }]}
        style={{ marginBottom: 16 }}
      />
      {wrong && <Alert type="error" title={wrong} style={{ marginBottom: 12 }} />}
      {!p && (
        <Upload.Dragger
          accept=".xlsx,.csv"
          showUploadList={false}
          customRequest={({ file }) => void attempt(async () => setP(await sendFile<Preview>(file as File, (file as File).name, '/api/stations/import')))}
        >
          <p>{busy ? '正在读取……' : '把站点表（.xlsx 或 .csv）拖到这里，或点一下选择'}</p>
          <p className="dk-soft">
            表头：名称、种类、层级、所在乡镇、街道、地址、站长、联系电话、面积、设在村、社区、设施、启用日期、坐标。前三栏必填，顺序不限；不写所在乡镇、街道的登记在本级。
          </p>
        </Upload.Dragger>
      )}
      {p && !going && (
        <>
          <p role="status">
            共 {p.lines} 行，可以登记 {p.fit} 个{p.wrong > 0 && `，有错 ${p.wrong} 行（不登记，改好以后再导入一次）`}。
          </p>
          <Space style={{ marginBottom: 12 }}>
            <Button onClick={again}>换一个文件</Button>
            <Button
              type="primary"
              loading={busy}
              disabled={p.fit === 0}
              onClick={() =>
                void attempt(async () => {
                  await postJson(`/api/stations/import/${p.id}/confirm`, {})
                  setGoing(true)
                })
              }
            >
              登记 {p.fit} 个站点
            </Button>
          </Space>
          {p.errors.length > 0 && (
            <Table
              rowKey={(e) => `${e.cell}${e.text}`}
              size="middle"
              dataSource={p.errors}
              pagination={p.errors.length > 100 ? { pageSize: 100 } : false}
              columns={[
                { title: '单元格', width: 100, dataIndex: 'cell' },
                { title: '栏目', width: 160, dataIndex: 'column' },
                { title: '怎么改', dataIndex: 'text' },
              ]}
            />
          )}
        </>
      )}
      {p && going && (
        <>
          <p role="status">
            {j?.state === 'done' ? '登记完了：' : '正在登记，可以离开本页：'}
            {j?.done ?? 0} / {j?.total ?? p.fit}
            {j && j.failed.length > 0 && `，没有登记成 ${j.failed.length} 个`}
          </p>
          <Progress percent={Math.floor(((j?.done ?? 0) * 100) / Math.max(1, j?.total ?? p.fit))} />
          {j && j.failed.length > 0 && (
            <Table
              rowKey="row"
              size="middle"
              dataSource={j.failed}
              pagination={false}
              columns={[
                { title: '行', width: 80, dataIndex: 'row' },
                { title: '名称', dataIndex: 'name' },
                { title: '原因', dataIndex: 'text' },
              ]}
            />
          )}
          {j?.state === 'done' && (
            <Space style={{ marginTop: 12 }}>
              <Button onClick={again}>再导入一个</Button>
              <A to="/of/station">看站点</A>
            </Space>
          )}
        </>
      )}
    </section>
  )
}
