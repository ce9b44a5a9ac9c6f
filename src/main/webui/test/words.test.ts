import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { isolated, saying } from '../src/words/saying.ts';
import { historyWords, past, type HistoryWords } from '../src/words/history-words.ts';
import { op, operatorWords, type OperatorWords } from '../src/words/operator-words.ts';
import { phoneWords, say, type PhoneWords } from '../src/words/phone-words.ts';
import { alsoSpeak, languageOf, onWords, speak, words, type Words } from '../src/words/words.ts';

const LANGUAGES = ['en', 'de', 'fr', 'es', 'ar'];
const page = { documentElement: { lang: '', dir: '' } };
Object.assign(globalThis, { document: page });

/** All that the pages say in one language. */
type Everything = Words & { readonly past: HistoryWords; readonly say: PhoneWords; readonly operator: OperatorWords };

const catalogues = new Map<string, Everything>();
before(async () => {
    for (const load of [historyWords, phoneWords, operatorWords]) alsoSpeak(load);
    for (const language of LANGUAGES) {
        await speak([language]);
        catalogues.set(language, { ...words, past, say, operator: op });
    }
});

/** Every phrase by its path; one that is filled in with arguments as telling as they are. */
function phrases(catalogue: Everything): Map<string, string> {
    const found = new Map<string, string>();
    const look = (value: unknown, path: string): void => {
        if (typeof value === 'string') found.set(path, value);
        else if (typeof value === 'function') found.set(path, String((value as (...all: unknown[]) => string)(...filledIn(path, value.length))));
        else for (const [key, inner] of Object.entries(value as object)) look(inner, `${path}.${key}`);
    };
    look(catalogue, '');
    return found;
}

function filledIn(path: string, count: number): unknown[] {
    if (path.endsWith('.resolved')) return ['safe', 'Ada'];
    if (path.endsWith('.operator.problem')) return ['invalid-Ada'];
    const operators = path.startsWith('.operator');
    if (!operators && /\.(loading|places|paces|waiting|tier|seconds|countdowns|left|over)$/.test(path)) return [3, 'Ada1', 'Ada2'];
    const counted = operators ? /found|some$|overview|figures|failedOf|bytes|tier|goingOf/ : /age|minutes|retrying|tab|battery|skipped|attempts$|summary/;
    return Array.from({ length: count }, (_, i) => (counted.test(path) ? 3 + i : path.endsWith('arrives') && i === 1 ? 4 : `Ada${i}`));
}

test('every language has the same phrases, and none is empty', () => {
    const english = [...phrases(catalogues.get('en') as Everything).keys()].toSorted();
    for (const [language, catalogue] of catalogues) {
        const own = phrases(catalogue);
        assert.deepEqual([...own.keys()].toSorted(), english, language);
        for (const [path, phrase] of own) assert.ok(phrase.trim(), `${language} ${path}`);
        assert.equal(catalogue.place.compass.length, 8, language);
    }
});

test('what is filled in is in the phrase of every language', () => {
    for (const [language, catalogue] of catalogues) {
        for (const [path, phrase] of phrases(catalogue)) {
            const english = phrases(catalogues.get('en') as Everything).get(path) ?? '';
            for (const name of english.match(/Ada\d?/g) ?? []) assert.ok(phrase.includes(name), `${language} ${path}: ${phrase}`);
        }
    }
});

test('no sentence was left in English', () => {
    const english = phrases(catalogues.get('en') as Everything);
    for (const [language, catalogue] of catalogues) {
        if (language === 'en') continue;
        for (const [path, phrase] of phrases(catalogue)) {
            const sentence = /[a-z]+ [a-z]+ [a-z]+/.test(english.get(path) ?? '');
            if (sentence) assert.notEqual(phrase, english.get(path), `${language} ${path}`);
        }
    }
});

test('the first language that there is is spoken, and the page is marked with it and its direction', async () => {
    for (const [wanted, spoken, direction] of [
        [['sl-SI', 'de-AT', 'en'], 'de', 'ltr'],
        [['ar-EG'], 'ar', 'rtl'],
        [['tlh', '../words', '__proto__'], 'en', 'ltr'],
        [[], 'en', 'ltr'],
    ] as const) {
        await speak(wanted);
        assert.deepEqual([words.language, page.documentElement.lang, page.documentElement.dir], [spoken, spoken, direction]);
    }
});

test('those who want to hear of another language do, until they are deaf', async () => {
    let heard = 0;
    const deaf = onWords(() => heard++);
    await speak(['fr']);
    deaf();
    await speak(['es']);
    assert.equal(heard, 1);
});

test('a number has the form that its language gives it', () => {
    assert.equal(catalogues.get('ar')?.age.minutes(2), 'قبل دقيقتين');
    assert.equal(catalogues.get('ar')?.age.minutes(5), 'قبل 5 دقائق');
    assert.equal(catalogues.get('ar')?.age.minutes(11), 'قبل 11 دقيقة');
    assert.equal(catalogues.get('fr')?.age.days(1), 'il y a 1 jour');
    assert.equal(catalogues.get('de')?.told.attempts(2), '2 Versuche');
});

test('a name that runs the other way is set apart, and can not turn its sentence around', () => {
    assert.equal(isolated('دانا', 'ltr'), '\u2068دانا\u2069');
    assert.equal(isolated('Dana', 'ltr'), 'Dana');
    assert.equal(isolated('Dana', 'rtl'), '\u2068Dana\u2069');
    assert.equal(isolated('دانا', 'rtl'), 'دانا');
    assert.equal(isolated('42', 'rtl'), '42');
    assert.equal(isolated('48.8584, -2.29', 'rtl'), '\u206848.8584, -2.29\u2069');
    assert.equal(saying('ltr')`${'\u202eAnna\u2066'} needs help`, 'Anna needs help');
    assert.equal(saying('rtl')`طلب من ${'Anna'}`, 'طلب من \u2068Anna\u2069');
});

test('a language is named by what stands before the region', () => {
    assert.deepEqual(['de-AT', 'EN', 'zh_Hant_TW', ''].map(languageOf), ['de', 'en', 'zh', '']);
});
