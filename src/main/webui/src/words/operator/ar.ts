import type { OperatorWords } from '../operator-words.ts';
import { counted, saying, type Noun } from '../saying.ts';
import { words } from '../words.ts';

const t = saying('rtl');
const plural = new Intl.PluralRules('ar');
const many = (count: number, noun: Noun): string => counted(plural, count, noun);

const problems: OperatorWords['problems'] = {
    'not-allowed': 'لا يُسمح لكم بذلك، أو لم يعد مسموحًا.',
    'not-found': 'هذا غير موجود، أو لا يمكنكم رؤيته.',
    'last-provider': 'هذا آخر مزود مشغَّل من نوعه.',
    'already-replayed': 'سبق أن أعاد شخص آخر إرسال هذا السجل.',
    'try-later': 'لم يتمكن الخادم من ذلك الآن. يُرجى المحاولة بعد قليل.',
};

const entries = { one: 'إدخال واحد', two: 'إدخالان', few: 'إدخالات', many: 'إدخالًا', other: 'إدخال' };
const deliveries = { one: 'عملية إرسال واحدة', two: 'عمليتا إرسال', few: 'عمليات إرسال', many: 'عملية إرسال', other: 'عملية إرسال' };
const records = { one: 'سجل واحد', two: 'سجلان', few: 'سجلات', many: 'سجلًا', other: 'سجل' };

const ar: OperatorWords = {
    title: 'التشغيل',
    lead: 'للمشغلين: حال خدمة Mayday هذه، وما الذي يحتاج إلى تدخل.',
    tab: page => t`${page} · تشغيل Mayday`,
    again: 'إعادة المحاولة',
    more: 'عرض المزيد',
    back: list => t`العودة إلى: ${list}`,
    recorded: 'سُجّل اطلاعكم على هذا في سجل التدقيق.',
    reasonOptional: 'السبب، لزملائكم (اختياري)',

    nav: {
        label: 'الصفحات',
        menu: 'القائمة',
        overview: 'نظرة عامة',
        providers: 'المزودون',
        deliveries: 'عمليات الإرسال',
        'dead-letters': 'السجلات المتعذرة',
        users: 'الحسابات',
        alerts: 'النداءات',
        drills: 'التدريبات',
        audit: 'سجل التدقيق',
    },

    refused: {
        title: 'هذا الحساب ليس حساب مشغل',
        lead: name => t`الحساب: ${name}. لا يُسمح لهذا الحساب بتشغيل هذه الخدمة.`,
        how: 'يحدد القائم على الخدمة المشغلين بعناوين بريدهم المؤكدة (الإعداد MAYDAY_OPERATOR_EMAILS).',
        dashboard: 'الانتقال إلى لوحتكم',
        unverified: 'يحتاج المشغل إلى بريد مؤكد.',
    },

    found: {
        all: count => t`${many(count, entries)}، وهذا كل شيء.`,
        more: count => t`يُعرض أول ${count}؛ وهناك المزيد.`,
        none: 'لا شيء يطابق عوامل التصفية هذه.',
    },

    filter: {
        title: 'التصفية',
        some: count => t`التصفية (${count} مفعّلة)`,
        show: 'عرض',
        clear: 'إزالة التصفية',
        any: 'الكل',
        anyTime: 'في أي وقت',
        when: 'متى',
        spans: { '1h': 'في الساعة الأخيرة', '24h': 'في آخر 24 ساعة', '7d': 'في آخر 7 أيام' },
        between: 'بين وقتين…',
        since: 'من',
        until: 'إلى',
        all: 'عرض الكل بدلًا من ذلك',
        ofAlert: 'ما يخص النداء فقط',
        ofUser: 'ما يخص الحساب فقط',
        byOperator: 'ما فعله المشغل فقط',
        aboutUser: 'ما يتعلق بالحساب فقط',
    },

    overview: {
        calm: 'لا شيء يحتاج إليكم',
        calmLead: 'المزودون بخير، ولم يفشل شيء اليوم، ولم يُترك أي سجل.',
        matters: count => t`${many(count, { one: 'أمر واحد يحتاج', two: 'أمران يحتاجان', few: 'أمور تحتاج', many: 'أمرًا يحتاج', other: 'أمر يحتاج' })} إلى تدخل`,
        heartbeatLost: 'لم يصل نداء الاختبار الخاص بالخدمة إلى نهايته: قد لا تصل النداءات الحقيقية أيضًا',
        unwell: count => t`متعطل أو موقوف: ${many(count, { one: 'مزود واحد', two: 'مزودان', few: 'مزودين', many: 'مزودًا', other: 'مزود' })}`,
        failed: count => t`فشل في آخر 24 ساعة: ${many(count, deliveries)}`,
        deadLetters: count => t`تعذرت معالجته: ${many(count, records)}`,
    },

    figures: {
        active: 'نداءات تنتظر إجابة',
        activated: 'نداءات في آخر 24 ساعة',
        waiting: 'عمليات إرسال في الانتظار',
        failed: 'ما فشل في آخر 24 ساعة',
        providers: 'المزودون الذين هم بخير',
        of: (some, all) => t`${some} من ${all}`,
        heartbeat: 'آخر نداء اختبار للخدمة',
        drill: 'آخر تدريب',
        never: 'لا شيء بعد',
    },

    providers: {
        lead: 'تمر كل وسيلة عبر أول مزود مشغَّل وبخير. يسري التشغيل والإيقاف على الخدمة كلها خلال ثانية.',
        none: 'لم يُعدّ أي مزود: لا يمكن إبلاغ أحد.',
        name: 'المزود',
        channel: 'الوسيلة',
        health: 'الحال',
        healths: { up: 'بخير', open: 'متعطل ويُتجاوز', 'half-open': 'تُعاد تجربته', unknown: 'لم يُستخدم بعد' },
        switchedOff: 'موقوف',
        attempts: 'الساعة الأخيرة',
        failedOf: (failed, all) => t`فشل ${failed} من ${many(all, { one: 'محاولة واحدة', two: 'محاولتين', few: 'محاولات', many: 'محاولة', other: 'محاولة' })}`,
        lastSuccess: 'آخر نجاح',
        lastFailure: 'آخر فشل',
        switch: 'المفتاح',
        off: 'إيقاف…',
        on: 'تشغيل',
        offTitle: name => t`إيقاف ${name}؟`,
        offLead: channel => t`ستمر الرسائل (${channel}) عبر المزود التالي لهذه الوسيلة.`,
        lastOne: channel => t`هذا آخر مزود مشغَّل للوسيلة: ${channel}. بدونه لا يُبلَّغ أحد بها.`,
        offSubmit: 'إيقاف',
        offAllTheSame: 'إيقافه رغم ذلك',
        keep: 'إبقاؤه مشغَّلًا',
        isOn: name => t`شُغّل ${name}.`,
        isOff: name => t`أُوقف ${name}.`,
    },

    deliveries: {
        none: 'لم يُرسل شيء إلى أحد بعد.',
        one: 'عملية إرسال',
        at: 'أُنشئت',
        state: 'الحالة',
        reason: 'السبب',
        channel: 'الوسيلة',
        to: 'إلى',
        purpose: 'الغرض',
        provider: 'المزود',
        attempts: 'المحاولات',
        noAttempt: 'لا شيء بعد.',
        sent: 'أُرسلت',
        delivered: 'وصلت',
        purposes: {
            'alert-raised': 'تُبلغ بنداء',
            'alert-ended': 'تُبلغ بانتهائه',
            'alert-acknowledged': 'تُبلغ بأن شخصًا في الطريق',
            'acknowledgement-reminder': 'تسأل من لا يزال في الطريق',
            'expiry-warning': 'تنبه إلى قرب انتهاء مدته',
            'operator-fallback': 'تُبلغ الملاذ الأخير',
            'channel-verification': 'تتحقق من Webhook',
        },
    },

    links: {
        alert: 'النداء',
        user: 'الحساب',
        alerts: 'كل نداءاته',
        deliveries: 'عمليات الإرسال',
        looks: 'من اطّلع',
    },

    deadLetters: {
        none: 'عولجت كل السجلات.',
        at: 'وقت التخلي عنه',
        consumer: 'المستقبل',
        reason: 'السبب',
        from: 'الموضوع (Topic)',
        size: 'الحجم',
        bytes: count => many(count, { one: 'بايت واحد', two: 'بايتان', few: 'بايتات', many: 'بايتًا', other: 'بايت' }),
        replay: 'إعادة الإرسال',
        submit: 'إعادة الإرسال',
        replaying: 'تجري الإعادة…',
        replayed: 'أُعيد إرساله',
        aloud: 'يُرسل السجل إلى مستقبله مرة أخرى.',
    },

    users: {
        none: 'لا أحد لديه حساب بعد.',
        one: 'حساب',
        query: 'الاسم أو البريد أو المعرّف',
        queryHint: 'ثلاثة أحرف منه على الأقل.',
        name: 'الاسم',
        email: 'البريد',
        phone: 'الهاتف',
        contacts: 'جهات الاتصال',
        devices: 'الأجهزة',
        signedIn: 'آخر تسجيل دخول',
        since: 'الحساب منذ',
        role: 'الدور',
        operator: 'مشغل',
        id: 'المعرّف',
        verified: 'مؤكد',
        unverified: 'غير مؤكد',
        noContact: 'لا جهات اتصال: لن يصل نداء هذا الشخص إلى أحد.',
        tier: tier => t`الخطوة ${tier}`,
        answers: { sent: 'دُعي', accepted: 'قبل', declined: 'رفض', invited: 'دُعي', linked: 'لديه حساب' },
        channelStates: { unverified: 'غير مؤكد', verified: 'مؤكد', 'opted-out': 'لا يريد رسائل', failing: 'رفض ما أُرسل' },
        alerts: 'أحدث النداءات',
        noAlert: 'لا نداءات حتى الآن.',
        end: 'إنهاء كل الجلسات…',
        endTitle: name => t`تسجيل خروج ${name} من كل مكان؟`,
        endLead: 'على كل متصفح وتطبيق لهذا الحساب تسجيل الدخول من جديد. يستمر النداء المفتوح.',
        endSubmit: 'إنهاء كل الجلسات',
        ended: 'انتهت كل جلسات هذا الحساب.',
    },

    alerts: {
        none: 'لا نداءات حتى الآن.',
        one: 'نداء',
        of: name => t`نداء ${name}`,
        at: 'صدر',
        activated: 'أُبلغ به',
        ended: 'انتهى',
        who: 'من',
        kind: 'النوع',
        state: 'الحالة',
        drill: 'التدريبات',
        real: 'النداءات الحقيقية فقط',
        drills: 'التدريبات فقط',
        isDrill: 'تدريب',
        isSilent: 'صامت',
        system: 'لمن',
        peoples: 'للأشخاص',
        withSystem: 'ونداءات الخدمة نفسها أيضًا',
        told: 'من في الطريق',
        goingOf: (going, told) => t`${going} من ${told} أُبلغوا`,
    },

    glass: {
        title: 'المكان والرسالة',
        lead: 'مكان هذا الشخص وما كتبه مخفيان. لرؤيتهما اكسروا الزجاج: يُسجل السبب وكل اطلاع، ويمكن لهذا الشخص أن يقرأ أنكم اطلعتم.',
        reason: 'لماذا تحتاجون إلى رؤيته',
        hint: '10 أحرف على الأقل، مثل «تسأل سيارة الإسعاف عن المدخل».',
        submit: 'كسر الزجاج',
        openUntil: time => t`الزجاج مكسور حتى ${time}. يُسجل كل اطلاع.`,
        look: 'عرض المكان مرة أخرى',
        closed: 'انتهى الوقت: أُخفي المكان من جديد.',
    },

    drills: {
        none: 'لا تدريبات حتى الآن. يبدأ التدريب من صفحة الهاتف.',
        at: 'متى',
        who: 'من',
        contacts: 'جهات الاتصال',
        reached: 'من وصلتهم',
        answered: 'من أجابوا',
        failed: 'ما فشل',
    },

    audit: {
        none: 'لم يُسجل شيء بعد.',
        at: 'متى',
        actor: 'المشغل',
        action: 'ماذا',
        subject: 'عن',
        target: 'أيّها',
        reason: 'السبب',
        actions: {
            'user.read': 'اطلع على حساب',
            'alert.read': 'اطلع على نداء',
            'alert.break-glass': 'كسر الزجاج',
            'alert.place.read': 'اطلع على مكان',
            'delivery.read': 'اطلع على عملية إرسال',
        },
    },

    problems,
    problem: code => {
        if (code.startsWith('invalid-')) return t`لا يقبل الخادم هذه القيمة: ${code.slice('invalid-'.length)}. راجعوا النموذج أو العنوان.`;
        return (problems as Record<string, string>)[code] ?? words.problem(code);
    },
};

export default ar;
