import { BarBook } from './live-bars.js';
import { chartOption, overlays } from './live-chart.js';

const INTERVALS = ['1s', '1m', '5m', '15m', '1h', '1d'];
const HISTORY = 600;
const DRAW_EVERY = 120;
const SYMBOLS_EVERY = 3000;
const LONGEST_PAUSE = 15000;

const byId = (id) => document.getElementById(id);
const chart = echarts.init(byId('chart'), null, { renderer: 'canvas' });
const shown = new Set(['bollinger', 'ema']);

let book = new BarBook(HISTORY);
let symbol = '';
let interval = '1m';
let socket = null;
let pause = 500;
let drawing = 0;
let fresh = true;
let lastPrice = null;
let lastPrices = new Map();

/* ---- what is shown: #SYMBOL/INTERVAL ---- */

function fromAddress() {
  const [name, length] = decodeURIComponent(location.hash.slice(1)).split(/\/(?=[^/]*$)/);
  symbol = name || symbol;
  interval = INTERVALS.includes(length) ? length : interval;
}

function show(newSymbol, newInterval) {
  if (newSymbol === symbol && newInterval === interval && book.size > 0) return;
  unsubscribe();
  lastPrice = newSymbol === symbol ? lastPrice : null;
  symbol = newSymbol;
  interval = newInterval;
  history.replaceState(null, '', '#' + encodeURIComponent(symbol) + '/' + interval);
  book = new BarBook(HISTORY);
  chart.clear();
  fresh = true;
  subscribe();
  press();
  draw();
}

/* ---- the socket ---- */

function connect() {
  state('connecting');
  socket = new WebSocket(new URL('v1/live', location.href).href.replace(/^http/, 'ws'));
  socket.onopen = () => {
    pause = 500;
    state('live');
    subscribe();
  };
  socket.onmessage = (event) => receive(JSON.parse(event.data));
  socket.onclose = () => {
    state('lost');
    setTimeout(connect, pause * (0.5 + Math.random()));
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  };
}

function send(message) {
  if (socket && socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

function subscribe() {
  if (symbol) send({ subscribe: [symbol], intervals: [interval], history: HISTORY });
}

function unsubscribe() {
  if (symbol) send({ unsubscribe: [symbol], intervals: [interval] });
}

function receive(message) {
  if (message.symbol !== symbol || message.interval !== interval) return;
  if (message.type === 'snapshot') book = new BarBook(HISTORY);
  book.put(message.bars, message.indicators);
  draw();
}

function state(name) {
  byId('state').dataset.state = name;
  byId('state').lastChild.textContent = name === 'lost' ? 'connection lost, trying again' : name;
}

/* ---- the symbols ---- */

async function symbols() {
  try {
    const answer = await fetch('v1/symbols');
    const list = (await answer.json()).symbols;
    if (!symbol && list.length) show(list[0].symbol, interval);
    listSymbols(list);
  } catch {
    // The state of the connection says it already.
  }
  setTimeout(symbols, SYMBOLS_EVERY);
}

function listSymbols(list) {
  const filter = byId('filter').value.trim().toUpperCase();
  const items = list.filter((each) => each.symbol.toUpperCase().includes(filter)).slice(0, 200).map((each) => {
    const close = each.last.close;
    const before = lastPrices.get(each.symbol);
    const item = document.createElement('li');
    const button = document.createElement('button');
    const name = document.createElement('b');
    const price = document.createElement('span');
    name.textContent = each.symbol;
    price.textContent = close === null ? '' : number(close);
    button.append(name, price);
    button.ariaCurrent = String(each.symbol === symbol);
    button.onclick = () => show(each.symbol, interval);
    item.className = before === undefined || close === before ? '' : close > before ? 'up' : 'down';
    item.append(button);
    return item;
  });
  byId('symbols').replaceChildren(...items);
  lastPrices = new Map(list.map((each) => [each.symbol, each.last.close]));
}

/* ---- the picture ---- */

function draw() {
  if (drawing) return;
  drawing = setTimeout(() => {
    drawing = 0;
    const bars = book.bars();
    byId('empty').hidden = bars.length > 0;
    byId('empty').textContent = symbol ? `Waiting for the first ${interval} bar of ${symbol}…` : 'Waiting for the first bar…';
    headline(bars);
    if (bars.length) {
      chart.setOption(chartOption(bars, book.rows(), interval, shown, fresh), { replaceMerge: ['series'] });
      fresh = false;
    }
  }, DRAW_EVERY);
}

function headline(bars) {
  byId('symbol').textContent = symbol || '–';
  const bar = bars.at(-1);
  const price = bar ? bar.close : null;
  byId('price').textContent = price === null ? '–' : number(price);
  byId('price').className = lastPrice === null || price === null || price === lastPrice ? '' : price > lastPrice ? 'up' : 'down';
  if (byId('price').className) setTimeout(() => { byId('price').className = ''; }, 150);
  lastPrice = price;
  document.title = price === null ? 'Tapeline live' : `${number(price)} ${symbol}`;
  const first = bars[0];
  const change = bar ? (bar.close / first.open - 1) * 100 : 0;
  byId('change').textContent = bar ? `${change >= 0 ? '+' : ''}${change.toFixed(2)} % over ${bars.length} bars` : '';
  byId('change').className = change >= 0 ? 'up' : 'down';
  facts(bar, book.rows().at(-1));
}

function facts(bar, row) {
  const entries = bar ? [
    ['Open', number(bar.open)], ['High', number(bar.high)], ['Low', number(bar.low)],
    ['Volume', number(bar.volume)], ['VWAP', bar.vwap === null ? '–' : number(bar.vwap)], ['Trades', number(bar.trade_count)],
    ['RSI 14', row?.rsi_14 == null ? '–' : row.rsi_14.toFixed(1)],
    ['Bar', `${bar.ts_start.slice(11, 19)} ${bar.is_final ? 'final' : 'open'}`],
  ] : [];
  byId('facts').replaceChildren(...entries.map(([name, value]) => {
    const pair = document.createElement('div');
    const term = document.createElement('dt');
    const text = document.createElement('dd');
    term.textContent = name;
    text.textContent = value;
    pair.append(term, text);
    return pair;
  }));
}

function number(value) {
  const digits = Math.abs(value) >= 1000 ? 2 : Math.abs(value) >= 1 ? 4 : 8;
  return value.toLocaleString('en-US', { maximumFractionDigits: digits });
}

/* ---- the buttons ---- */

function button(text, pressed, onclick, color) {
  const made = document.createElement('button');
  made.type = 'button';
  if (color) {
    const dot = document.createElement('i');
    dot.style.background = color;
    made.append(dot);
  }
  made.append(text);
  made.ariaPressed = String(pressed);
  made.onclick = onclick;
  return made;
}

function press() {
  byId('intervals').replaceChildren(
    ...INTERVALS.map((each) => button(each, each === interval, () => show(symbol, each))));
  byId('overlays').replaceChildren(...overlays.map((each) => button(each.name, shown.has(each.id), () => {
    if (!shown.delete(each.id)) shown.add(each.id);
    press();
    draw();
  }, each.color)));
}

new ResizeObserver(() => chart.resize()).observe(byId('chart'));
addEventListener('hashchange', () => {
  const [name, length] = decodeURIComponent(location.hash.slice(1)).split(/\/(?=[^/]*$)/);
  if (name) show(name, INTERVALS.includes(length) ? length : interval);
});
byId('filter').oninput = () => {
  fetch('v1/symbols').then((answer) => answer.json()).then((answer) => listSymbols(answer.symbols)).catch(() => {});
};

fromAddress();
press();
draw();
connect();
symbols();
