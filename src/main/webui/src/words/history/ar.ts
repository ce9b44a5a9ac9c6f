import type { HistoryWords } from '../history-words.ts';
import { counted, saying } from '../saying.ts';

const t = saying('rtl');
const plural = new Intl.PluralRules('ar');

const places = (count: number): string => counted(plural, count, { one: 'مكان واحد', two: 'مكانان', few: 'أماكن', many: 'مكانًا', other: 'مكان' });

const ar: HistoryWords = {
    title: 'نداءات سابقة',
    whose: 'نداءات مَن',
    everyone: 'كل من أرعاهم',
    none: 'لا توجد نداءات لعرضها.',
    back: 'كل النداءات السابقة',
    limits: 'ترون نداءات من ترعونهم الآن. ولا ترون نداءات انتهت قبل أن ترعوا أصحابها، ولا عدًا تنازليًا أُلغي، ولا ما حُذف بعد انقضاء مدته.',
    goneTitle: 'لا يمكن عرض هذا النداء',
    gone: 'حُذف بعد انقضاء مدته، أو انتهى قبل أن ترعوا هذا الشخص، أو لم تعودوا ترعونه.',

    replay: {
        title: 'الطريق',
        loading: count => (count === 0 ? 'جارٍ تحميل الطريق…' : t`جارٍ تحميل الطريق… ${places(count)} حتى الآن.`),
        failed: 'تعذر تحميل الطريق حتى نهايته.',
        none: 'لا يوجد مكان محفوظ لهذا النداء.',
        one: 'يوجد مكان واحد فقط.',
        places: (count, begin, end) => t`${places(count)}، من ${begin} إلى ${end}`,
        moment: 'اللحظة',
        play: 'تشغيل',
        pause: 'إيقاف مؤقت',
        pace: 'السرعة',
        paces: times => (times === 1 ? 'كما كان' : t`أسرع ${times} مرة`),
        stopped: time => t`توقف عند ${time}`,
        end: 'ينتهي الطريق عند نهاية النداء: ولا يُذكر أين ذهب صاحبه بعد ذلك.',
    },

    plots: {
        speed: 'سرعة الحركة',
        battery: 'البطارية',
        unknown: 'غير معروفة',
        speedAll: (most, at) => t`سرعة الحركة مع الوقت. أقصاها ${most} عند ${at}.`,
        batteryAll: (first, begin, last, end) => t`البطارية مع الوقت. من ${first} عند ${begin} إلى ${last} عند ${end}.`,
    },

    files: {
        title: 'الحفظ في ملف',
        lead: 'تحتوي هذه الملفات على أسماء وأماكن. احفظوها كما تحفظون سر هذا الشخص.',
        gpx: 'الطريق للخرائط (GPX)',
        kml: 'الطريق لـ Google Earth (KML)',
        geojson: 'الطريق لخرائط الويب (GeoJSON)',
        csv: 'الطريق لجداول البيانات (CSV)',
        cap: 'النداء لأنظمة أخرى (CAP)',
        saved: name => t`حُفظ: ${name}`,
    },
};

export default ar;
