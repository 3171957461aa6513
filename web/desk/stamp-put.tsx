/** Putting in a seal or a signature: the picture, its size on paper, and who may use it. */
import { UploadOutlined } from '@ant-design/icons'
import { App, Button, Form, Input, InputNumber, Modal, Select, Upload } from 'antd'
import { useEffect, useState } from 'react'
import { postForm, problemOf, wordsOf } from '../parts/api.ts'
import { useMe, useRefresh } from '../parts/use.ts'
import { type Kind, type Stamps, UserPick } from './stamps.tsx'

interface Given {
  organ?: string
  title?: string
  size: number
  users: string[]
  file?: File
}

export function PutStamp({ kind, d, onClose }: { kind: Kind; d: Stamps; onClose: () => void }) {
  const me = useMe().data
  const [form] = Form.useForm<Given>()
  const refresh = useRefresh()
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const word = kind === 'seal' ? '印章' : '签名'
  const [least, most, usual] = d.sizes[kind]
  const organ = Form.useWatch('organ', form)
  const before = d.stamps.find((s) => !s.endedAt && s.mine && s.kind === kind && (kind === 'signature' || s.name === organ))
  const send = async (v: Given) => {
    const body = new FormData()
    for (const [k, x] of Object.entries({ kind, organ: v.organ ?? '', title: v.title ?? '', size: String(v.size), users: v.users.join(',') })) body.append(k, x)
    if (v.file) body.append('file', v.file, v.file.name)
    setBusy(true)
    try {
      await postForm('/api/stamps', body)
      message.success(`${word}已录入`)
      await refresh()
      onClose()
    } catch (e) {
      const fields = Object.entries(problemOf(e)?.fields ?? {})
      form.setFields(fields.map(([name, why]) => ({ name: name as keyof Given, errors: [why] })))
      if (fields.length === 0) message.error(wordsOf(e))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      open
      title={kind === 'seal' ? '录入印章' : `录入签名：${d.name}`}
      okText="录入"
      cancelText="先不办"
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ organ: d.organs[0], title: d.title, size: usual, users: me ? [me.seat.id] : [] }}
        onFinish={(v) => void send(v)}
      >
        {kind === 'seal' && (
          <Form.Item name="organ" label="哪个机关的印章" extra="只能盖在由这个机关署名的文书上">
            <Select options={d.organs.map((x) => ({ value: x, label: x }))} />
          </Form.Item>
        )}
        <Form.Item name="file" label="图片" rules={[{ required: true, message: '请选择 PNG 图片' }]} extra="PNG，背景透明，不超过 2 MB；四周的空白会自动裁去">
          <Picture word={word} />
        </Form.Item>
        <Form.Item
          name="size"
          label={kind === 'seal' ? '直径（毫米）' : '宽度（毫米）'}
          rules={[{ required: true, message: '请填写毫米数' }]}
          extra={kind === 'seal' ? '与实物印章一样大：市、县政府的一般是 45 毫米，乡镇的 42 毫米，部门的不大于 45 毫米' : undefined}
        >
          <InputNumber min={least} max={most} step={1} />
        </Form.Item>
        {kind === 'signature' && (
          <Form.Item name="title" label="职务" extra="印在签名左边；可以不填">
            <Input maxLength={20} />
          </Form.Item>
        )}
        <Form.Item name="users" label="可以使用的人" extra={`只有这里指定的人能在编号印发时选用这个${word}`}>
          <UserPick people={d.people[kind]} />
        </Form.Item>
        {before && <p className="dk-soft">录入后，现在用的{word}随即停用；已经印发的文书不变。</p>}
      </Form>
    </Modal>
  )
}

function Picture({ word, value, onChange, id }: { word: string; value?: File; onChange?: (f: File | undefined) => void; id?: string }) {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    if (!value) return setUrl(undefined)
    const u = URL.createObjectURL(value)
    setUrl(u)
    return () => URL.revokeObjectURL(u)
  }, [value])
  return (
    <>
      {url && (
        <div className="dk-stampface">
          <img className="dk-stamp" src={url} alt={`选好的${word}`} />
        </div>
      )}
      <Upload
        {...(id ? { id } : {})}
        accept=".png,image/png"
        showUploadList={false}
        beforeUpload={(f) => {
          onChange?.(f)
          return false
        }}
      >
        <Button icon={<UploadOutlined />}>{value ? '换一张' : '选择图片'}</Button>
      </Upload>
    </>
  )
}
