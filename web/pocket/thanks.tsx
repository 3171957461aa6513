/** After an act: that it has arrived, what happens next, and where to go. */
import { useParams } from '@tanstack/react-router'
import { useToday } from '../parts/use.ts'
import { TickIcon } from './icons.tsx'
import { useMatter } from './matter/use.ts'
import { A, actPath, dutyWords, paths } from './nav.tsx'
import { DueText, Empty } from './pieces.tsx'
import { Page } from './shell.tsx'

const SAID: Record<string, { title: string; text: string }> = {
  judge: { title: '谢谢您的评价', text: '评价已直接送交人大代表工作机构，承办单位在公布前看不到。' },
  cosign: { title: '已联名', text: '您的姓名已列入联名代表。答复时，您也会收到一份，并可以评价。' },
  declineCosign: { title: '已回复不参加', text: '领衔代表会看到您的选择。' },
  submit: { title: '建议已提交', text: '办到哪一步，都会在“今日”告诉您。' },
  inviteCosigners: { title: '联名邀请已发出', text: '请他们在“今日”里确认。都确认后，由您提交；也可以不等未确认的代表，先行提交。' },
  withdraw: { title: '已撤回', text: '这件建议不再办理，内容仍可查看。' },
}

export function ThanksPage() {
  const { id, action } = useParams({ strict: false }) as { id: string; action: string }
  const m = useMatter(id)
  const today = useToday()
  const said = SAID[action] ?? { title: '已办好', text: '' }
  const next = today.data?.items[0]
  return (
    <Page title="完成" up={paths.today}>
      <div role="status">
        <Empty
          icon={
            <span className="pk-green">
              <TickIcon />
            </span>
          }
          title={said.title}
          text={said.text}
        >
          {m.data && (
            <p>
              {m.data.number} {m.data.title}
              <br />
              <b>现在：{m.data.stateLabel}</b>
              {m.data.due && (
                <>
                  <br />
                  <DueText due={m.data.due} />
                </>
              )}
            </p>
          )}
        </Empty>
      </div>
      <div className="pk-stack">
        {next && (
          <A replace className="pk-btn pk-btn-main pk-btn-wide" to={actPath(next.matter, next.action, next.party)}>
            办下一件：{dutyWords(next)}
          </A>
        )}
        <A replace className="pk-btn pk-btn-wide" to={paths.matter(id)}>
          看这件{m.data && m.data.process !== 'suggestion' ? '事' : '建议'}
        </A>
        <A replace className="pk-btn pk-btn-wide" to={paths.today}>
          回到今日
        </A>
      </div>
    </Page>
  )
}
