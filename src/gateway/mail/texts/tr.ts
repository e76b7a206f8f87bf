import type { MailTexts } from './mail-texts.ts';

/** Turkish. “Siz” throughout, the short imperative on buttons, and no suffix on a placeholder. */
export const tr: MailTexts = {
  nobody: '',
  validity: {
    linkMinutes: { one: 'Bu bağlantı {count} dakika geçerlidir.', other: 'Bu bağlantı {count} dakika geçerlidir.' },
    linkHours: { one: 'Bu bağlantı {count} saat geçerlidir.', other: 'Bu bağlantı {count} saat geçerlidir.' },
    linkDays: { one: 'Bu bağlantı {count} gün geçerlidir.', other: 'Bu bağlantı {count} gün geçerlidir.' },
    codeMinutes: { one: 'Bu kod {count} dakika geçerlidir.', other: 'Bu kod {count} dakika geçerlidir.' },
    bothMinutes: { one: 'Bağlantı ve kod {count} dakika geçerlidir.', other: 'Bağlantı ve kod {count} dakika geçerlidir.' },
  },
  mails: {
    'verification': {
      subject: '{portal}: E-posta adresinizi doğrulayın',
      button: 'Adresi doğrula',
      text: `Merhaba {name},

Bu e-posta adresiyle {portal} için bir hesap kaydı yapıldı. Kaydı siz yaptıysanız adresinizi doğrulayın:
{link}

{validity}

Kaydı siz yapmadıysanız bu e-postayı dikkate almayın. Doğrulama yapılmadan hesap oluşturulmaz ve başka bir işlem yapılmaz.`,
    },
    'known-address': {
      subject: '{portal}: Hesabınız',
      button: 'Oturum açma sayfasına git',
      text: `Merhaba {name},

Bu e-posta adresiyle {portal} için bir hesap kaydı yapılmak istendi. Bu adrese ait bir hesap zaten var, bu nedenle yeni hesap oluşturulmadı.

Bunu siz yaptıysanız oturum açın veya parolanızı unuttuysanız yeni bir parola belirleyin:
{link}

{validity}

Bunu siz yapmadıysanız bu e-postayı dikkate almayın. Hesabınızda hiçbir değişiklik olmadı.`,
    },
    'reset': {
      subject: '{portal}: Yeni parola belirleyin',
      button: 'Yeni parola belirle',
      text: `Merhaba {name},

{portal} hesabınız için yeni parola istendi. Yeni parolanızı buradan belirleyin:
{link}

{validity}

Bunu siz istemediyseniz bu e-postayı dikkate almayın. Parolanız değişmez.`,
    },
    'sign-in': {
      subject: '{portal}: Oturum açın',
      button: 'Oturum aç',
      text: `Merhaba {name},

Bu e-posta adresiyle {portal} için oturum açma isteği aldık.

Bu bağlantıyla oturum açabilirsiniz:
{link}

İsteği gönderdiğiniz sayfada bu kodla oturum açabilirsiniz:
{code}

{validity}

Bu e-postanın içeriğini kimseyle paylaşmayın; ekibimiz bunu sizden asla istemez. Bunu siz istemediyseniz bu e-postayı dikkate almayın. Bu e-posta olmadan kimse oturum açamaz.`,
    },
    'invitation': {
      subject: '{portal}: Davetiniz',
      button: 'Daveti kabul et',
      text: `Merhaba {name},

{portal} için davetlisiniz. Burada tüm taleplerinizi ve yanıtlarımızı görebilir, bize yazabilirsiniz. Daveti buradan kabul edin:
{link}

{validity}

Böyle bir davet beklemiyorsanız bu e-postayı dikkate almayın. Siz kabul etmeden hesap oluşturulmaz.`,
    },
    'password-changed': {
      subject: '{portal}: Parolanız değiştirildi',
      button: 'Yeni parola belirle',
      text: `Merhaba {name},

{portal} hesabınızın parolası değiştirildi. Bunu siz yaptıysanız bir şey yapmanız gerekmez.

Bunu siz yapmadıysanız hesabınıza başka biri erişmiş olabilir.

Hemen yeni bir parola belirleyin:
{link}

{validity}`,
    },
  },
};
