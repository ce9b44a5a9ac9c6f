import type { Attempt, Channel, DeliveryState, Kind, Reason, State } from '../../wire/types.ts';
import { counted, saying, type Noun } from '../saying.ts';
import { leftInArabic as left } from '../span.ts';
import type { Words } from '../words.ts';

const t = saying('rtl');
const plural = new Intl.PluralRules('ar');

const many = (count: number, noun: Noun): string => counted(plural, count, noun);

const kinds: Record<Kind, string> = {
    sos: 'استغاثة',
    medical: 'حالة طبية طارئة',
    fire: 'حريق',
    assault: 'اعتداء',
    accident: 'حادث',
    fall: 'سقوط',
    'checkin-missed': 'لم يصل تأكيد السلامة',
    other: 'حالة طارئة',
};

const states: Record<State, string> = {
    PENDING: 'العد التنازلي جارٍ',
    ACTIVE: 'لم يستجب أحد بعد',
    ACKNOWLEDGED: 'المساعدة في الطريق',
    RESOLVED: 'انتهى',
    CANCELLED: 'أُلغي',
    EXPIRED: 'انتهت مدته',
};

const reasons: Record<Reason, string> = {
    safe: 'كل شيء بخير',
    'false-alarm': 'إنذار خاطئ',
    helped: 'وصلت المساعدة',
};

const channels: Record<Channel, string> = {
    email: 'البريد الإلكتروني',
    sms: 'رسالة نصية',
    voice: 'مكالمة هاتفية',
    push: 'إشعار',
    webhook: 'Webhook',
};

const deliveries: Record<DeliveryState, string> = {
    QUEUED: 'في انتظار الإرسال',
    SENT: 'أُرسلت',
    DELIVERED: 'وصلت',
    FAILED: 'تعذر إيصالها',
    SUPPRESSED: 'لم تُرسل: لم تعد مطلوبة',
};

const outcomes: Record<Attempt['outcome'], string> = {
    accepted: 'قُبلت',
    delivered: 'وصلت',
    retry: 'فشلت، وستُعاد المحاولة',
    rejected: 'رُفضت',
};

const problems: Words['problems'] = {
    other: 'لم ينجح ذلك. يُرجى المحاولة مرة أخرى.',
    unreachable: 'تعذر الوصول إلى الخادم. تحققوا من الاتصال وحاولوا مرة أخرى.',
    'try-later': 'الخادم مشغول. يُرجى المحاولة بعد قليل.',
    'wrong-credentials': 'عنوان البريد وكلمة المرور غير متطابقين.',
    'not-signed-in': 'لم تعودوا مسجلي الدخول.',
    'too-many-attempts': 'محاولات كثيرة جدًا. يُرجى الانتظار بضع دقائق.',
    'email-taken': 'يوجد حساب بهذا العنوان بالفعل.',
    'invalid-email': 'لا يبدو هذا عنوان بريد إلكتروني.',
    'invalid-password': 'اختاروا كلمة مرور أطول أو أقل شيوعًا: 8 أحرف على الأقل.',
    'invalid-name': 'يُرجى إدخال اسم.',
    'invalid-code': 'هذا الرمز خاطئ أو قديم جدًا.',
    'wrong-pin': 'رقم التعريف الشخصي خاطئ.',
    'not-allowed': 'لا يُسمح لكم بذلك.',
    'already-linked': 'سبق أن قبل شخص آخر هذه الدعوة بحسابه.',
    'not-found': 'لم يعد ذلك موجودًا.',
    'illegal-transition': 'تغيّر النداء في هذه الأثناء؛ لم يعد هذا ممكنًا.',
};

const ar: Words = {
    language: 'ar',
    direction: 'rtl',
    name: 'Mayday',
    loading: 'جارٍ التحميل…',
    chooseLanguage: 'اللغة',
    skip: 'الانتقال إلى المحتوى',
    minutes: count => many(count, { one: 'دقيقة واحدة', two: 'دقيقتان', few: 'دقائق', many: 'دقيقة', other: 'دقيقة' }),

    age: {
        now: 'الآن',
        seconds: count => t`قبل ${many(count, { one: 'ثانية', two: 'ثانيتين', few: 'ثوانٍ', many: 'ثانية', other: 'ثانية' })}`,
        minutes: count => t`قبل ${many(count, { one: 'دقيقة', two: 'دقيقتين', few: 'دقائق', many: 'دقيقة', other: 'دقيقة' })}`,
        hours: (count, minutes) => {
            const hours = many(count, { one: 'ساعة', two: 'ساعتين', few: 'ساعات', many: 'ساعة', other: 'ساعة' });
            return minutes ? t`قبل ${hours} و${minutes} د` : t`قبل ${hours}`;
        },
        days: count => t`قبل ${many(count, { one: 'يوم', two: 'يومين', few: 'أيام', many: 'يومًا', other: 'يوم' })}`,
    },

    connection: {
        connecting: 'جارٍ الاتصال…',
        live: 'مباشر',
        lost: since => t`انقطع الاتصال منذ ${since}. قد يكون ما ترونه قديمًا.`,
        retrying: seconds => (seconds > 0 ? t`محاولة جديدة بعد ${seconds} ث.` : 'تجري المحاولة…'),
        retry: 'المحاولة الآن',
        back: 'عاد الاتصال. لديكم كل ما فاتكم.',
        lostAloud: 'انقطع الاتصال. تجري محاولة إعادته.',
    },

    signIn: {
        title: 'تسجيل الدخول',
        lead: 'اعرفوا من يحتاج إليكم وأين، وأجيبوا.',
        email: 'البريد الإلكتروني',
        password: 'كلمة المرور',
        submit: 'تسجيل الدخول',
        busy: 'جارٍ تسجيل الدخول…',
        signOut: 'تسجيل الخروج',
        signedInAs: name => t`الحساب: ${name}`,
        expired: 'انتهت جلستكم. يُرجى تسجيل الدخول من جديد.',
        toSignUp: 'إنشاء حساب',
        toSignIn: 'لدي حساب',
        toReset: 'هل نسيتم كلمة المرور؟',
    },
    signUp: {
        title: 'إنشاء حساب',
        yourName: 'الاسم',
        passwordHint: '8 أحرف على الأقل.',
        submit: 'إنشاء الحساب',
    },
    reset: {
        title: 'تعيين كلمة مرور جديدة',
        lead: 'نرسل رمزًا إلى بريدكم الإلكتروني.',
        send: 'إرسال الرمز',
        sent: email => t`إذا كان هناك حساب للعنوان ${email} فقد أُرسل إليه رمز.`,
        code: 'الرمز من البريد',
        newPassword: 'كلمة المرور الجديدة',
        submit: 'تعيين كلمة المرور',
        done: 'تغيرت كلمة المرور. سجلوا الدخول بها.',
    },
    notify: {
        title: 'الإشعارات',
        off: 'يمكن لهذا الجهاز أن يعرض إشعارًا عندما يحتاج أحد إليكم، حتى لو كانت هذه الصفحة مغلقة.',
        on: 'يعرض هذا الجهاز إشعارًا عندما يحتاج أحد إليكم.',
        blocked: 'إشعارات هذه الصفحة محظورة. اسمحوا بها في إعدادات المتصفح لتصلكم هنا.',
        failed: 'لم ينجح ذلك. يُرجى المحاولة مرة أخرى.',
        turnOn: 'إشعاري على هذا الجهاز',
        turnOff: 'إيقاف الإشعارات على هذا الجهاز',
    },
    sound: {
        title: 'الصوت',
        wanted: 'تشغيل رنين في هذه الصفحة عندما يحتاج أحد إلى رد',
        blocked: 'يبقى المتصفح صامتًا إلى أن تضغطوا شيئًا في هذه الصفحة.',
        try: 'استمعوا إليه',
    },
    verify: {
        title: 'تأكيد البريد الإلكتروني',
        lead: 'لا يمكنكم رعاية أحد قبل ذلك.',
        send: 'إرسال رمز إلي',
        sent: 'أُرسل إليكم رمز.',
        code: 'الرمز المكون من 6 أرقام',
        submit: 'تأكيد',
        done: 'تم تأكيد بريدكم الإلكتروني.',
    },

    alerts: {
        title: 'النداءات',
        urgent: 'بحاجة إلى إجابة الآن',
        open: 'المساعدة في الطريق',
        mine: 'نداؤكم',
        closed: 'انتهت',
        earlier: 'نداءات سابقة',
        replay: 'عرض الطريق الذي سلكه',
        more: 'عرض المزيد',
        all: 'كل النداءات',
        noneTitle: 'لا أحد يحتاج إليكم الآن',
        none: 'عندما يُصدر أحد ممن ترعونهم نداءً، يظهر هنا فورًا.',
        guarding: names => t`أنتم ترعون ${names}.`,
        unconfirmed: 'أكدوا بريدكم الإلكتروني أولًا: لن تروا أيًا من نداءاتهم قبل ذلك.',
        guardingNobody: 'لا ترعون أحدًا بعد. يضيفكم الآخرون جهة اتصال ويرسلون إليكم دعوة.',
        tab: count => t`(${count}) `,
        aloud: (name, kind) => t`طلب مساعدة من ${name}: ${kind}`,
        changed: (name, state) => t`${name}: ${state}`,
        coming: (who, name) => t`${who} في الطريق إلى ${name}`,
        declinedAloud: (who, name) => t`${who}: تعذر الذهاب إلى ${name}`,
    },

    sharing: {
        title: 'يشاركونكم مكانهم',
        mine: 'أنتم تشاركون مكانكم',
        shares: name => t`تصلكم الآن مشاركة المكان من ${name}`,
        ended: name => t`انتهت مشاركة المكان من ${name}`,
        over: 'انتهت هذه المشاركة',
        overLead: 'لم يعد بإمكانكم رؤية مكان هذا الشخص. إذا شارك مكانه من جديد ظهر في القائمة.',
        until: time => t`حتى ${time}`,
        left: seconds => t`تبقى ${left(seconds)}`,
        ending: 'توشك على الانتهاء',
        since: time => t`منذ ${time}`,
        here: (name, age) => t`${name} (مشاركة)، ${age}`,
    },

    alert: {
        needs: name => t`طلب مساعدة من ${name}`,
        was: name => t`نداء ${name}`,
        yours: 'نداؤكم',
        drill: 'تدريب: هذا اختبار',
        silent: 'نداء صامت: لا تتصلوا بهذا الشخص',
        duress: 'تحت الإكراه: قد يكون هناك من يجبر هذا الشخص. لا تتصلوا به؛ ما يظهر على هاتفه ليس صحيحًا.',
        gone: 'لم يعد بإمكانكم متابعة هذا النداء.',
        raised: 'صدر',
        receivedLate: when => t`صدر قبل ذلك؛ لم يتمكن الهاتف من الوصول إلينا إلا في ${when}.`,
        note: 'الرسالة المرفقة',
        call: name => t`الاتصال بـ ${name}`,
        kinds,
        states,
        resolved: (reason, by) => (by ? t`انتهى: ${reasons[reason]}، بحسب ${by}` : t`انتهى: ${reasons[reason]}`),
        aContact: 'جهة اتصال',
        someone: 'شخص ما',
        service: 'Mayday',
    },

    place: {
        title: 'أين',
        none: 'لم يصل أي مكان بعد.',
        seen: 'آخر ظهور',
        accuracy: metres => t`بدقة ${metres}`,
        battery: percent => t`البطارية ${percent}٪`,
        batteryLow: 'منخفضة',
        moving: (speed, toward) => (toward ? t`يتحرك بسرعة ${speed} نحو ال${toward}` : t`يتحرك بسرعة ${speed}`),
        near: (distance, direction, town) => t`على بعد ${distance} ${direction} ${town}`,
        at: name => t`في «${name}»`,
        nearPlace: (distance, name) => t`على بعد ${distance} من «${name}»`,
        inTown: town => t`في ${town} أو بالقرب منها`,
        compass: ['شمال', 'شمال شرق', 'شرق', 'جنوب شرق', 'جنوب', 'جنوب غرب', 'غرب', 'شمال غرب'],
        old: 'هذا المكان قديم: لم يصل شيء من الهاتف منذ ذلك الحين.',
        directions: 'فتح في تطبيق الخرائط',
        osm: 'عرض على OpenStreetMap',
        copy: 'نسخ الإحداثيات',
        copied: 'نُسخت',
        skipped: count => t`${many(count, { one: 'مكان واحد', two: 'مكانان', few: 'أماكن', many: 'مكانًا', other: 'مكان' })} لم تُعرض هنا لمواكبة السرعة؛ المسار كله محفوظ.`,
    },

    map: {
        label: 'الخريطة',
        show: 'عرض الخريطة',
        follow: 'متابعة',
        overview: 'عرض الجميع',
        unavailable: 'لا يستطيع هذا المتصفح رسم الخريطة. المكان مذكور بالكلمات والإحداثيات.',
        loading: 'جارٍ تحميل الخريطة…',
        here: (name, age) => t`${name}، ${age}`,
        more: (count: number) => t`هنا أيضًا: ${count}`,
        zoomIn: 'تكبير',
        zoomOut: 'تصغير',
        attribution: 'الحدود: Natural Earth. المدن: GeoNames, CC BY 4.0',
    },

    answer: {
        title: 'إجابتكم',
        eta: 'يمكنني الوصول خلال … دقيقة',
        etaUnit: 'دقيقة',
        etaUnknown: 'لا أعرف',
        addNote: 'إضافة رسالة',
        note: 'رسالة إلى الآخرين',
        go: 'سأذهب',
        cannot: 'لا أستطيع الذهاب',
        going: 'أنتم في الطريق.',
        goingAt: time => t`قلتم إنكم ستصلون في ${time}.`,
        change: 'تغيير',
        afterAll: 'لم أعد أستطيع',
        declined: 'قلتم إنكم لا تستطيعون الذهاب.',
        goAfterAll: 'أستطيع الذهاب رغم ذلك',
        sending: 'جارٍ الإرسال…',
        resolve: 'إنهاء النداء…',
        resolveTitle: 'إنهاء هذا النداء؟',
        resolveLead: 'سيُبلَّغ كل من أُبلغ به بأنه انتهى.',
        resolveReasons: { safe: 'كل شيء بخير', helped: 'وصلت المساعدة', 'false-alarm': 'كان إنذارًا خاطئًا' },
        resolveSubmit: 'إنهاء النداء',
        keepOpen: 'إبقاؤه مفتوحًا',
        pin: 'رقم التعريف الشخصي',
        viewOnly: 'يتيح هذا الرابط المشاهدة فقط، ولا يمكن الإجابة من خلاله.',
    },

    people: {
        coming: 'في الطريق',
        went: 'من أجاب',
        nobody: 'لم يقل أحد بعد إنه سيذهب.',
        nobodyWent: 'لم يقل أحد إنه سيذهب.',
        arrives: (time, minutes) => (minutes > 0 ? t`الوصول خلال ${minutes} د تقريبًا (${time})` : t`كان الوصول متوقعًا في ${time}`),
        since: time => t`منذ ${time}`,
        cannot: 'لا يستطيعون الذهاب',
        you: 'أنتم',
    },

    told: {
        title: 'من أُبلغ',
        none: 'لم يُبلَّغ أحد بعد.',
        hidden: 'لا يعرض هذا الرابط من أُبلغ.',
        channels,
        states: deliveries,
        at: (state, time) => t`${state} في ${time}`,
        since: (state, time) => t`${state} منذ ${time}`,
        attempts: count => many(count, { one: 'محاولة واحدة', two: 'محاولتان', few: 'محاولات', many: 'محاولة', other: 'محاولة' }),
        attempt: (time, outcome, detail) => (detail ? t`${time}: ${outcome} (${detail})` : t`${time}: ${outcome}`),
        outcomes,
        summary: (reached, people) => t`تم إبلاغ ${reached} من ${people}`,
    },

    timeline: {
        title: 'ما حدث',
        empty: 'لا شيء بعد.',
        by: (what, who) => t`${what}: ${who}`,
        types: {
            raised: 'ضُغط الزر',
            activated: 'صدر النداء',
            'state-changed': 'تغيرت الحالة',
            acknowledged: 'في الطريق',
            declined: 'لا يستطيع الذهاب',
            stale: 'لا إشارة ممن هم في الطريق؛ يُبلَّغ الآخرون من جديد',
            cancelled: 'أُلغي',
            resolved: 'انتهى',
            expired: 'انتهت المدة: لا أخبار منذ يوم',
            'location-silent': 'صمت الهاتف',
            'location-back': 'عاد الهاتف',
            'battery-low': 'البطارية منخفضة',
            'place-entered': 'وصول إلى مكان',
            'place-left': 'مغادرة مكان',
            duress: 'استُخدم رقم الإكراه',
            'pin-locked': 'رقم خاطئ خمس مرات',
        },
    },

    link: {
        title: 'هناك من يحتاج إلى مساعدة',
        over: 'لم يعد هذا الرابط صالحًا.',
        overLead: 'سُحب الرابط أو انتهت صلاحيته أو أن العنوان غير كامل. إذا كان هناك من قد يكون في خطر فاتصلوا برقم الطوارئ.',
    },

    invitation: {
        title: 'دعوة',
        lead: name => t`طلب من ${name}: أن تكونوا جهة اتصال للطوارئ.`,
        what: name => t`إذا ضُغط زر الإنذار لدى ${name}، تبلغكم خدمة Mayday فورًا وتعرض لكم المكان، ويمكنكم القول إنكم ستذهبون. قبل ذلك لا يرى أحد مكان أحد.`,
        accept: 'قبول',
        acceptAs: account => t`قبول باسم ${account}`,
        decline: 'رفض',
        declineLead: name => t`إذا رفضتم فلن تصلكم رسائل عن ${name}.`,
        account: 'هل تستخدمون حسابًا؟ سترون النداءات في لوحتكم أيضًا.',
        withAccount: 'تسجيل الدخول أو إنشاء حساب أولًا',
        accepted: name => t`شكرًا لكم. أنتم الآن جهة اتصال للطوارئ لدى ${name}.`,
        linked: 'ستظهر النداءات في لوحتكم.',
        toDashboard: 'فتح اللوحة',
        declined: name => t`رفضتم الدعوة. لن تصلكم رسائل عن ${name}.`,
        acceptedBefore: 'سبق أن قبلتم هذه الدعوة',
        declinedBefore: 'سبق أن رفضتم هذه الدعوة',
        over: 'لم تعد هذه الدعوة صالحة.',
        overLead: 'سبقت الإجابة عنها، أو أن العنوان غير كامل. اطلبوا دعوة جديدة.',
        someone: 'شخص ما',
    },

    problems,
    problem: code => (problems as Record<string, string>)[code] ?? problems.other,
    dismiss: 'إغلاق',
    cancel: 'إلغاء',
};

export default ar;
