const UP = '#2ebd85';
const DOWN = '#f6465d';
const GRID = '#1a2030';
const FAINT = '#7d879b';

const lines = [
  { overlay: 'sma', field: 'sma_20', name: 'SMA 20', color: '#e0a83a' },
  { overlay: 'ema', field: 'ema_12', name: 'EMA 12', color: '#5b8cff' },
  { overlay: 'ema', field: 'ema_26', name: 'EMA 26', color: '#b07cff' },
  { overlay: 'bollinger', field: 'bollinger_upper', name: 'Bollinger upper', color: '#4d6a8f' },
  { overlay: 'bollinger', field: 'bollinger_lower', name: 'Bollinger lower', color: '#4d6a8f' },
];

/** What can be laid over the candles. */
export const overlays = [
  { id: 'sma', name: 'SMA 20', color: '#e0a83a' },
  { id: 'ema', name: 'EMA 12/26', color: '#5b8cff' },
  { id: 'bollinger', name: 'Bollinger', color: '#4d6a8f' },
];

/** The whole picture: candles and overlays, volume, RSI. Only the first of a series says what part of it is in view. */
export function chartOption(bars, rows, interval, shown, first) {
  const times = bars.map((bar) => bar.ts_start);
  const rowOf = new Map(rows.map((row) => [row.ts_start, row]));
  const values = (field) => bars.map((bar) => rowOf.get(bar.ts_start)?.[field] ?? null);
  const last = bars.at(-1);
  const view = first ? { start: bars.length > 140 ? 100 - (140 / bars.length) * 100 : 0, end: 100 } : {};
  return {
    animation: false,
    backgroundColor: 'transparent',
    textStyle: { color: FAINT, fontFamily: 'inherit' },
    axisPointer: { link: [{ xAxisIndex: 'all' }], label: { backgroundColor: '#2a3347' } },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'cross', lineStyle: { color: '#3a4560' }, crossStyle: { color: '#3a4560' } },
      backgroundColor: '#161b27f2',
      borderColor: '#2a3347',
      textStyle: { color: '#d7dce6', fontSize: 12 },
      formatter: (points) => tooltip(bars[points[0].dataIndex], rowOf),
    },
    title: [
      { text: 'Volume', left: 20, top: '62.5%', textStyle: { color: FAINT, fontSize: 11, fontWeight: 'normal' } },
      { text: 'RSI 14', left: 20, top: '76.5%', textStyle: { color: FAINT, fontSize: 11, fontWeight: 'normal' } },
    ],
    grid: [
      { left: 20, right: 84, top: 12, height: '58%' },
      { left: 20, right: 84, top: '65%', height: '10%' },
      { left: 20, right: 84, top: '79%', height: '12%' },
    ],
    xAxis: [0, 1, 2].map((index) => ({
      type: 'category',
      gridIndex: index,
      data: times,
      boundaryGap: true,
      axisLine: { lineStyle: { color: GRID } },
      axisTick: { show: false },
      axisLabel: { show: index === 2, color: FAINT, formatter: (time) => label(time, interval), hideOverlap: true },
      splitLine: { show: index === 0, lineStyle: { color: GRID } },
      axisPointer: { label: { show: index === 2, formatter: (point) => point.value.replace('T', ' ').replace('Z', '') } },
    })),
    yAxis: [
      {
        scale: true,
        position: 'right',
        axisLabel: { color: FAINT },
        splitLine: { lineStyle: { color: GRID } },
        splitNumber: 6,
      },
      { gridIndex: 1, position: 'right', axisLabel: { color: FAINT, hideOverlap: true }, splitNumber: 2, splitLine: { show: false } },
      {
        gridIndex: 2,
        position: 'right',
        min: 0,
        max: 100,
        interval: 50,
        axisLabel: { color: FAINT, showMinLabel: false, showMaxLabel: false },
        splitLine: { show: false },
      },
    ],
    dataZoom: [
      { type: 'inside', xAxisIndex: [0, 1, 2], ...view },
      {
        type: 'slider',
        xAxisIndex: [0, 1, 2],
        bottom: 8,
        height: 18,
        ...view,
        borderColor: GRID,
        fillerColor: '#5b8cff18',
        handleStyle: { color: '#3a4560', borderColor: '#3a4560' },
        moveHandleStyle: { color: '#2a3347' },
        dataBackground: { lineStyle: { color: '#3a4560' }, areaStyle: { color: '#1f2738' } },
        selectedDataBackground: { lineStyle: { color: '#5b8cff' }, areaStyle: { color: '#24304d' } },
        showDetail: false,
        brushSelect: false,
      },
    ],
    series: [candles(bars, last), ...overlaid(values, shown), volume(bars), rsi(values)],
  };
}

function candles(bars, last) {
  const color = last.close >= last.open ? UP : DOWN;
  return {
    id: 'candles',
    type: 'candlestick',
    data: bars.map((bar) => [bar.open, bar.close, bar.low, bar.high]),
    barMaxWidth: 14,
    itemStyle: { color: UP, color0: DOWN, borderColor: UP, borderColor0: DOWN },
    markLine: {
      silent: true,
      symbol: 'none',
      animation: false,
      lineStyle: { color: color + '99', type: 'dashed' },
      label: {
        position: 'end',
        color: '#0b0e14',
        fontWeight: 600,
        backgroundColor: color,
        padding: [3, 6],
        borderRadius: 3,
        formatter: () => last.close.toLocaleString('en-US', { maximumFractionDigits: 8 }),
      },
      data: [{ yAxis: last.close }],
    },
  };
}

function overlaid(values, shown) {
  return lines.filter((line) => shown.has(line.overlay)).map((line) => ({
    id: line.field,
    name: line.name,
    type: 'line',
    data: values(line.field),
    showSymbol: false,
    smooth: false,
    connectNulls: true,
    lineStyle: { width: 1.3, color: line.color },
    itemStyle: { color: line.color },
    emphasis: { disabled: true },
    z: 1,
  }));
}

function volume(bars) {
  return {
    id: 'volume',
    type: 'bar',
    xAxisIndex: 1,
    yAxisIndex: 1,
    barMaxWidth: 14,
    data: bars.map((bar) => ({ value: bar.volume, itemStyle: { color: bar.close >= bar.open ? '#2ebd8580' : '#f6465d80' } })),
  };
}

function rsi(values) {
  return {
    id: 'rsi',
    name: 'RSI 14',
    type: 'line',
    xAxisIndex: 2,
    yAxisIndex: 2,
    data: values('rsi_14'),
    showSymbol: false,
    connectNulls: true,
    lineStyle: { width: 1.3, color: '#b07cff' },
    itemStyle: { color: '#b07cff' },
    markArea: { silent: true, itemStyle: { color: '#b07cff0d' }, data: [[{ yAxis: 30 }, { yAxis: 70 }]] },
    markLine: {
      silent: true,
      symbol: 'none',
      animation: false,
      lineStyle: { color: '#3a4560', type: 'dashed' },
      label: { color: FAINT, fontSize: 10 },
      data: [{ yAxis: 30 }, { yAxis: 70 }],
    },
  };
}

function label(time, interval) {
  return interval === '1d' ? time.slice(0, 10) : interval === '1s' ? time.slice(11, 19) : time.slice(11, 16);
}

function tooltip(bar, rowOf) {
  if (!bar) return '';
  const row = rowOf.get(bar.ts_start);
  const pairs = [
    ['Open', bar.open], ['High', bar.high], ['Low', bar.low], ['Close', bar.close], ['VWAP', bar.vwap],
    ['Volume', bar.volume], ['Trades', bar.trade_count], ['SMA 20', row?.sma_20], ['EMA 12', row?.ema_12],
    ['EMA 26', row?.ema_26], ['RSI 14', row?.rsi_14], ['MACD', row?.macd], ['ATR 14', row?.atr_14],
  ].filter(([, value]) => value !== null && value !== undefined);
  const title = `${bar.ts_start.replace('T', ' ').replace('Z', ' UTC')} · ${bar.is_final ? 'final' : 'open'}`
    + (bar.revision > 0 ? ` · revision ${bar.revision}` : '');
  return `<div style="color:${FAINT};margin-bottom:4px">${title}</div>`
    + pairs.map(([name, value]) => `<div style="display:flex;justify-content:space-between;gap:24px"><span>${name}</span>`
      + `<b style="font-weight:500">${Number(value).toLocaleString('en-US', { maximumFractionDigits: 8 })}</b></div>`).join('');
}
