/** Marks by which a name could turn a sentence around. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;
const LEFT_TO_RIGHT = /(?![\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])\p{L}/u;
/** A number by itself stands well in either direction; a sign or a point beside it does not. */
const SIGNED = /[0-9][^0-9\s\p{L}\p{M}]|[^0-9\s\p{L}\p{M}][0-9]/u;

/** Words of somebody else within a sentence: what runs the other way is set apart, so that neither tears the other apart (UAX #9). */
export function isolated(text: string, direction: 'ltr' | 'rtl'): string {
    const tame = text.replace(TURNING, '');
    const astray = direction === 'ltr' ? RIGHT_TO_LEFT.test(tame) : LEFT_TO_RIGHT.test(tame) || SIGNED.test(tame);
    return astray ? `\u2068${tame}\u2069` : tame;
}

/** A tag for the sentences of a language, which sets apart all that is filled in. */
export function saying(direction: 'ltr' | 'rtl'): (text: TemplateStringsArray, ...filledIn: (string | number)[]) => string {
    return (text, ...filledIn) => text.reduce((said, part, i) => `${said}${isolated(String(filledIn[i - 1]), direction)}${part}`);
}

/** The forms that a number gives a noun in a language with a word of its own for one and for two. */
export type Noun = Readonly<Record<'one' | 'two' | 'few' | 'many' | 'other', string>>;

/** A noun with its number, which for one and two is in the word itself. */
export function counted(plural: Intl.PluralRules, count: number, noun: Noun): string {
    const form = plural.select(count);
    if (form === 'one' || form === 'two') return noun[form];
    return `${count} ${form === 'zero' ? noun.other : noun[form]}`;
}
