/** 双联、三联 (C1, C2, C4, C8, C9, A10): lists of fixed contacts, adjusted by numbered notice, kept alive by what is logged. Basis: 代表法(2025)24、44. */
import { defineProcess, type View } from '../../kernel/process.ts'
import { actions } from './actions.ts'

const span = (label: string, n: number, unit: 'WD' | 'DAY' | 'MONTH', basis: string) =>
  ({ label, kind: 'span', value: [n, unit], basis, group: '固定联系' }) as const
const office = ['daf_staff'] as const
const toPeople = (v: View) => v.matter.kind === 'deputyPeople'
/** Somebody was put forward and nobody has decided yet. */
const waiting = (v: View) => (v.matter.data.nominees ?? 0) > 0
const ofGroups = (v: View) => v.matter.kind === 'groupOrgan' || v.matter.kind === 'groupVillage'
const registers = {
  addGroups: { by: office, when: ofGroups },
  addVillages: { by: office, when: (v: View) => v.matter.kind === 'groupVillage' },
  retire: { by: office, when: ofGroups },
}
const pending = (v: View) => !!v.matter.data.added || !!v.matter.data.removed

export const contact = defineProcess({
  name: 'contact',
  label: '固定联系',
  start: 'drawing',
  reads: { all: ['daf_staff', 'daf_head', 'sc_leader', 'committee'], own: ['deputy'] },
  stages: ['拟定', '联系', '终止'],
  states: {
    drawing: { label: '拟定中', stage: '拟定' },
    active: { label: '联系中', stage: '联系' },
    ended: { label: '已终止', final: true, stage: '终止' },
  },
  parties: {
    caller: { label: '联系人', kind: 'deputy', first: 'in', steps: { in: { label: '联系', idle: true } } },
    called: { label: '被联系代表', kind: 'deputy', first: 'in', steps: { in: { label: '被联系', idle: true } } },
  },
  actions,
  flow: {
    new: { draw: { by: office, to: 'drawing' } },
    drawing: {
      ...registers,
      link: { by: office },
      unlink: { by: office },
      activate: { by: office, to: 'active', duty: 'activate' },
      end: { by: office, to: 'ended' },
    },
    active: {
      ...registers,
      link: { by: office },
      unlink: { by: office },
      adjust: { by: office, when: pending, duty: 'adjust' },
      check: { by: office, duty: 'check' },
      log: [{ by: office }, { by: ['caller', 'called'] }],
      nominate: [{ by: office }, { by: ['caller'], when: toPeople }, { by: ['system'] }],
      approve: { by: office, when: waiting, duty: 'approve' },
      decline: { by: office, when: waiting, duty: 'approve' },
      appoint: { by: office },
      release: { by: office },
      end: { by: office, to: 'ended' },
    },
    '*': { lapse: { by: ['system'] }, redate: { by: ['system'] } },
  },
  clocks: {
    activate: { label: '印发名单', of: 'matter', rule: 'contact.activate', states: ['drawing'], warn: [3, 0], late: 'lapse' },
    adjust: { label: '印发调整通知', of: 'matter', rule: 'contact.adjust', states: ['active'], when: pending, warn: [2, 0], late: 'lapse' },
    approve: { label: '审核推荐的联络员', of: 'matter', rule: 'contact.approve', states: ['active'], when: waiting, warn: [2, 0], late: 'lapse' },
    check: { label: '核对覆盖情况', of: 'matter', rule: 'contact.check', states: ['active'], warn: [10], late: 'lapse' },
  },
  rules: {
    'contact.activate': span('名单拟定到印发', 20, 'WD', '本地惯例'),
    'contact.adjust': span('有变动后印发调整通知', 10, 'WD', '本地惯例'),
    'contact.approve': span('推荐联络员后审核', 10, 'WD', '本地惯例'),
    'contact.check': span('每隔多久核对一次覆盖', 6, 'MONTH', '南京市：「推动本届内常委会领导班子成员走访联系基层市人大代表全覆盖」；间隔为本地惯例'),
    'contact.each': {
      label: '每位组成人员联系几位代表',
      kind: 'number',
      value: 3,
      min: 1,
      max: 30,
      basis: '十堰市：「46名常委会组成人员固定联系138名代表」，平均每位三名',
      group: '固定联系',
    },
  },
})
