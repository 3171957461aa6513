import { expect, test } from 'vitest'
import { severalMatters } from './several.ts'

test.each([
  ['关于优化城东片区公交线路的建议', '城东新建四个小区，最近的公交站要走二十五分钟。\n请开通线路；\n增设站点；\n早晚高峰十分钟一班。'],
  ['关于加强和改进农村公路养护的建议', '一、补足经费。\n二、此外请明确养护责任。'],
  ['关于支持小微企业融资以及降费的建议', '银行收费高。'],
])('B4 one matter with several points is not asked about: %s', (title, text) => expect(severalMatters(title, text)).toBeUndefined())

test.each([
  ['关于优化公交线路以及关于修建农贸市场的建议', '路远。', '标题里写了2件事'],
  ['关于优化城东公交线路；增设社区卫生站的建议', '路远。', '标题里写了2件事'],
  ['关于城东片区民生问题的建议', '公交站太远。另外，社区没有卫生站。\n此外，农贸市场脏乱。', '正文里有2处转到另一件事（如“另外”）'],
])('B4 several matters are asked about: %s', (title, text, words) => expect(severalMatters(title, text)).toBe(words))
