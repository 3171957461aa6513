/** The look, in one place: feeds antd, antd-mobile and plain css. Calm paper, one accent. */
export const tokens = {
  accent: '#B0222A',
  ink: '#1F2328',
  soft: '#57606A',
  paper: '#FFFFFF',
  ground: '#F5F6F8',
  line: '#E1E4E8',
  green: '#2E7D32',
  amber: '#9A5B00',
  red: '#C62828',
  font: '"PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif',
  radius: 6,
} as const

/** Light → colour, sign, word: never colour alone. */
export const lights = {
  green: { color: tokens.green, sign: '●', word: '正常' },
  amber: { color: tokens.amber, sign: '▲', word: '将到期' },
  red: { color: tokens.red, sign: '■', word: '逾期' },
  done: { color: tokens.soft, sign: '✓', word: '已完成' },
  void: { color: tokens.soft, sign: '×', word: '已取消' },
  paused: { color: tokens.soft, sign: '‖', word: '暂停' },
} as const
