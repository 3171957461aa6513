/** Many at once: first what will happen to each, then a result per item. */
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Form, Modal, Table } from 'antd'
import { useMemo, useState } from 'react'
import type { BulkItem, Field } from '../../kernel/wire.ts'
import { newKey, postJson, wordsOf } from '../parts/api.ts'
import { useRefresh } from '../parts/use.ts'
import { FieldsForm } from './fields.tsx'

interface Preview {
  fields: Field[]
  initial: Record<string, unknown>
  items: { id: string; number: string; title: string; ok: boolean; text: string }[]
}

export function BulkDialog({
  process = 'suggestion',
  action,
  label,
  ids,
  onClose,
}: {
  process?: string
  action: string
  label: string
  ids: string[]
  onClose: () => void
}) {
  const key = useMemo(newKey, [])
  const refresh = useRefresh()
  const [form] = Form.useForm()
  const [results, setResults] = useState<BulkItem[] | null>(null)
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState('')
  const preview = useQuery({
    queryKey: ['pick', 'bulk', process, action, ids],
    queryFn: () => postJson<Preview>(`/api/${process}/bulk/${action}/preview`, { ids }),
  })
  const able = preview.data?.items.filter((i) => i.ok) ?? []
  const run = async () => {
    setBusy(true)
    setWrong('')
    try {
      setResults(
        (await postJson<{ results: BulkItem[] }>(`/api/${process}/bulk/${action}`, { key, ids: able.map((i) => i.id), input: form.getFieldsValue() })).results,
      )
      await refresh()
    } catch (e) {
      setWrong(wordsOf(e))
    } finally {
      setBusy(false)
    }
  }
  const rows = preview.data?.items.map((i) => {
    const r = results?.find((x) => x.id === i.id)
    return { ...i, done: r ? (r.ok ? '✓ 已办' : `✗ ${r.error?.message}`) : results ? '未办' : i.ok ? i.text : `✗ ${i.text}` }
  })
  return (
    <Modal
      open
      width={860}
      title={`批量${label}`}
      onCancel={onClose}
      footer={
        results ? (
          <Button type="primary" onClick={onClose}>
            关闭
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>取消</Button>
            <Button type="primary" loading={busy} disabled={able.length === 0} onClick={() => void run()}>
              {label} {able.length} 件
            </Button>
          </>
        )
      }
    >
      {preview.error && <Alert type="error" title={wordsOf(preview.error)} />}
      {wrong && <Alert type="error" title={wrong} />}
      {results && (
        <Alert
          type={results.every((r) => r.ok) ? 'success' : 'warning'}
          title={`${results.filter((r) => r.ok).length} 件已办，${results.filter((r) => !r.ok).length} 件没有办成`}
        />
      )}
      {!results && preview.data && preview.data.fields.length > 0 && (
        <Form form={form} layout="vertical" initialValues={preview.data.initial}>
          <FieldsForm fields={preview.data.fields} form={form} errors={{}} />
        </Form>
      )}
      <Table
        size="small"
        rowKey="id"
        loading={preview.isPending}
        dataSource={rows ?? []}
        pagination={false}
        scroll={{ y: 360 }}
        columns={[
          { title: '编号', dataIndex: 'number', width: 150 },
          { title: '标题', dataIndex: 'title' },
          { title: results ? '结果' : '将会', dataIndex: 'done', width: 260 },
        ]}
      />
    </Modal>
  )
}
