import { expect, test } from 'vitest'
import { letters, nameSort, wordSort } from './names.ts'

test('surnames are read as surnames', () => {
  const of = (n: string) => letters(n)
  expect(['曾庆华', '单永平', '翟文静', '仇志明', '区志远', '解红', '任重', '查良', '朴成', '冼星海', '秘立', '么红', '吕布'].map(of)).toEqual([
    'zengqinghua',
    'shanyongping',
    'zhaiwenjing',
    'qiuzhiming',
    'ouzhiyuan',
    'xiehong',
    'renzhong',
    'zhaliang',
    'piaocheng',
    'xianxinghai',
    'bili',
    'yaohong',
    'lvbu',
  ])
  expect(['欧阳修', '尉迟敬', '长孙明', '万俟平'].map(of)).toEqual(['ouyangxiu', 'yuchijing', 'zhangsunming', 'moqiping'])
})

test('only the surname is: the same character in a given name, or in a name with a dot, is read as a word', () => {
  expect(letters('张重庆')).toBe('zhangchongqing')
  expect(letters('王单')).toBe('wangdan')
  expect(letters('阿依古丽·买买提')).toBe('ayigulimaimaiti')
})

test('one surname stays together, in the order of its tones', () => {
  const names = ['章伟', '张敏', '曾芳', '张伟', '陈涛', '单平', '黎明', '林芳', '李芳', '李秀兰']
  expect(names.sort((a, b) => (nameSort(a) < nameSort(b) ? -1 : 1))).toEqual(['陈涛', '黎明', '李芳', '李秀兰', '林芳', '单平', '曾芳', '张敏', '张伟', '章伟'])
})

test('found by full reading and by initials', () => {
  expect(nameSort('李秀兰')).toBe('li3李 xiu4秀 lan2兰 lixiulan lxl')
  expect(wordSort('市交通运输局')).toContain('jiaotong')
  expect(nameSort('  ')).toBe('')
})
