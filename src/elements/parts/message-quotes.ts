/**
 * The line that mail programs put in front of what they quote, in the languages of those who write to support desks: a date and
 * the word for "wrote". The date keeps sentences about writing apart.
 */
const WROTE = new RegExp([
  'wrote', 'schrieb', 'a écrit', 'escribió', 'escreveu', 'ha scritto', 'schreef', 'napisał\\(?a?\\)?', 'napsal\\(?a?\\)?', 'написал\\(?а?\\)?', 'пише', 'пишет',
  'skrev', 'kirjoitti', 'írta', 'a scris', 'yazdı', 'έγραψε', 'כתב/?ה?', 'كتب', 'نوشت', '님이 작성', '작성', '写道', '寫道', 'のメール', 'さんは書きました', 'wrote on', 'viết', 'menulis', 'เขียน',
].join('|'), 'i');
const WROTE_FIRST = /^(?:On|Am|Le|El|Em|Il|Op|Dne|W dniu|Den|Pe|În|Στις|Tarihinde)\b.*$/i;

/** Whether a text is "On 3 May 2026, Agnes wrote:". */
export function isAttribution(text: string): boolean {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length < 8 || line.length > 300 || !/[:：]$/.test(line) || !/\d/.test(line)) return false;
  return WROTE.test(line) || (WROTE_FIRST.test(line) && /@/.test(line));
}

/** Whether a line separates a message from the one it answers: "-----Original Message-----", in its languages. */
export const isSeparator = (line: string): boolean =>
  /^\s*[-_—*]{2,}\s*(?:original message|original appointment|ursprüngliche nachricht|message d'origine|message original|mensaje original|mensagem original|messaggio originale|oorspronkelijk bericht|wiadomość oryginalna|původní zpráva|исходное сообщение|oprindelig meddelelse|ursprungligt meddelande|opprinnelig melding|alkuperäinen viesti|eredeti üzenet|özgün ileti|원본 메시지|원본 메일|元のメッセージ|原始邮件|原始郵件|الرسالة الأصلية|reply above this line)\s*[-_—*]{2,}\s*$/iu.test(line);

/** "From: Agnes" and its like: with a date or a subject on the following lines it is the head of a quoted mail. */
export const isHeadLine = (line: string): boolean =>
  /^\s*\*?(?:from|von|de|da|van|od|från|fra|lähettäjä|feladó|gönderen|от|보낸 사람|보낸사람|差出人|发件人|寄件者|من)\s*[:：]/iu.test(line);
const isHeadFollow = (line: string): boolean =>
  /^\s*\*?(?:sent|date|to|subject|gesendet|datum|an|betreff|envoyé|à|objet|enviado|para|asunto|assunto|inviato|a|oggetto|verzonden|aan|onderwerp|wysłano|do|temat|odesláno|předmět|skickat|till|ämne|sendt|til|emne|отправлено|дата|кому|тема|보낸 날짜|날짜|받는 사람|제목|送信日時|宛先|件名|发送时间|收件人|主题|寄件日期|收件者|主旨|تاريخ|إلى|الموضوع)\s*[:：]/iu.test(line);

/** Whether a quoted mail's head starts at this line. */
export function startsHead(lines: readonly string[], index: number): boolean {
  return isHeadLine(lines[index] ?? '') && lines.slice(index + 1, index + 5).filter(isHeadFollow).length >= 2;
}

/** A part of a text: own words, or quoted history. */
export interface TextPart { readonly quoted: boolean; readonly text: string }

/**
 * Parts a plain text into own words and quoted history. Single quoted lines with an answer below them stay in sight; so
 * does a message that is nothing but a quote.
 */
export function splitQuotes(text: string): TextPart[] {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const parts: { quoted: boolean; lines: string[] }[] = [];
  const push = (quoted: boolean, added: readonly string[]): void => {
    const last = parts.at(-1);
    if (last?.quoted === quoted) last.lines.push(...added);
    else parts.push({ quoted, lines: [...added] });
  };
  for (let index = 0; index < lines.length;) {
    const line = lines[index] ?? '';
    if (isSeparator(line) || startsHead(lines, index) || (/^_{10,}\s*$/.test(line) && startsHead(lines, index + 1))) {
      push(true, lines.slice(index));
      break;
    }
    const run = quoteRun(lines, index);
    push(run > 0, lines.slice(index, index + Math.max(run, 1)));
    index += Math.max(run, 1);
  }
  const lastWords = parts.findLastIndex(({ quoted, lines: own }) => !quoted && own.some((line) => line.trim() !== ''));
  const merged: TextPart[] = parts.map(({ quoted, lines: own }, at) => ({ quoted: quoted && (own.length > 3 || at > lastWords), text: own.join('\n') }));
  const ownWords = merged.some(({ quoted, text: own }) => !quoted && own.trim() !== '');
  return ownWords ? merged.filter(({ text: own, quoted }) => quoted || own.trim() !== '') : [{ quoted: false, text }];
}

/** How many lines from here on are a quote, its attribution included; 0 where none starts. */
function quoteRun(lines: readonly string[], start: number): number {
  const isQuoted = (index: number): boolean => /^\s{0,3}>/.test(lines[index] ?? '');
  if (lines[start]?.trim() === '') return 0;
  let index = start;
  // An attribution may be broken over up to three lines, and may be followed by an empty one.
  for (let length = 1; length <= 3 && !isQuoted(start); length += 1) {
    if (!isAttribution(lines.slice(start, start + length).join(' '))) continue;
    index = start + length;
    while (lines[index]?.trim() === '') index += 1;
    break;
  }
  if (!isQuoted(index)) return 0;
  for (let next = index; next < lines.length; next += 1) {
    if (isQuoted(next)) index = next + 1;
    else if (lines[next]?.trim() !== '') break;
  }
  return index - start;
}
