/** The database as it is after all migrations, read back from the database itself. */
import type pg from 'pg'
import { table } from './process-docs.ts'

export async function schema(owner: pg.Pool): Promise<string> {
  const tables = (
    await owner.query(
      `select c.oid, c.relname as name, c.relrowsecurity as rls, obj_description(c.oid) as note from pg_class c where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace and c.relname <> 'migration' order by 2`,
    )
  ).rows
  const parts: string[] = []
  for (const t of tables) {
    const columns = (
      await owner.query(
        `select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required, pg_get_expr(d.adbin, d.adrelid) as preset,
        (select string_agg(k.confrelid::regclass::text, ', ') from pg_constraint k where k.conrelid = a.attrelid and k.contype = 'f' and k.conkey[1] = a.attnum) as refs
       from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped order by a.attnum`,
        [t.oid],
      )
    ).rows
    const unique = (await owner.query(`select pg_get_indexdef(indexrelid) as def from pg_index where indrelid = $1 and indisunique order by 1`, [t.oid])).rows
    const policies = (await owner.query(`select polname from pg_policy where polrelid = $1 order by 1`, [t.oid])).rows
    parts.push(
      `## ${t.name}${t.rls ? '（行级安全）' : ''}\n\n${table(
        ['列', '类型', '必填', '默认', '指向'],
        columns.map((c) => [c.name, c.type, c.required ? '是' : '', c.preset ?? '', c.refs ?? '']),
      )}\n\n唯一：${unique.map((u) => `\`${u.def.replace(/^.* USING btree /, '').replace(/"/g, '')}\``).join(';') || '无'}${policies.length ? `\n\n策略：${policies.map((p) => p.polname).join('、')}` : ''}\n`,
    )
  }
  return `# 数据库\n\n由全部迁移后的数据库读出。\n\n${parts.join('\n')}`
}
