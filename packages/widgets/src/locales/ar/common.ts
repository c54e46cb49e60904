import type { CommonMessages } from '../en/common.js'

export const common: CommonMessages = {
  connect: 'ربط المحفظة',
  connectToSee: 'اربط محفظة لعرض هذا.',
  noChain: 'أي شبكة؟ اضبط السمة "chain" أو اربط محفظة.',
  retry: 'حاول مجددًا',
  cancel: 'إلغاء',
  close: 'إغلاق',
  back: 'رجوع',
  copy: 'نسخ',
  copied: 'تم النسخ',
  loading: 'جارٍ التحميل',
  loadFailed: 'تعذّر التحميل.',
  stale: (time) => `الشبكة لا تستجيب. هذه الأرقام من ${time} وستتحدّث تلقائيًا عند عودتها.`,
  details: 'التفاصيل',
  perDay: (amount) => `${amount} يوميًا`,
  riskNote: 'دخل التعدين يتغيّر مع السوق وليس مضمونًا.',
  connectWith: (wallet) => `ربط ${wallet}`,
  connecting: 'في انتظار محفظتك. أكّد فيها أن لهذه الصفحة رؤية حسابك.',
  connectFailed: 'لم تتصل المحفظة ولم تنتقل أموال. افتح محفظتك ثم حاول مجددًا.',
  noWallet: 'لم يُعثر على محفظة. ثبّت واحدة في هذا المتصفح أو افتح الصفحة في متصفح تطبيق محفظتك.',
}
