import type { MailTexts } from './mail-texts.ts';

/** Chinese in traditional characters, as written in Taiwan. Polite (您). */
export const zhHant: MailTexts = {
  nobody: '親愛的客戶',
  validity: {
    linkMinutes: { other: '此連結在 {count} 分鐘內有效。' },
    linkHours: { other: '此連結在 {count} 小時內有效。' },
    linkDays: { other: '此連結在 {count} 天內有效。' },
    codeMinutes: { other: '此驗證碼在 {count} 分鐘內有效。' },
    bothMinutes: { other: '連結和驗證碼在 {count} 分鐘內有效。' },
  },
  mails: {
    'verification': {
      subject: '{portal}：請確認您的電子郵件地址',
      button: '確認電子郵件地址',
      text: `{name}，您好：

有人使用此電子郵件地址在 {portal} 申請註冊帳號。如果是您本人，請確認電子郵件地址：
{link}

{validity}

如果不是您本人，請忽略此郵件。未經確認不會建立帳號，也不會有任何影響。`,
    },
    'known-address': {
      subject: '{portal}：您的帳號通知',
      button: '前往登入',
      text: `{name}，您好：

有人嘗試使用此電子郵件地址在 {portal} 註冊帳號。此地址已有帳號，因此並未建立新帳號。

如果是您本人，請直接登入；如果忘記密碼，請設定新密碼：
{link}

{validity}

如果不是您本人，請忽略此郵件。您的帳號沒有任何變更。`,
    },
    'reset': {
      subject: '{portal}：重設密碼',
      button: '設定新密碼',
      text: `{name}，您好：

我們收到重設您 {portal} 帳號密碼的要求。請在此設定新密碼：
{link}

{validity}

如果不是您本人，請忽略此郵件。您的密碼不會變更。`,
    },
    'sign-in': {
      subject: '{portal}：登入',
      button: '登入',
      text: `{name}，您好：

有人要求使用此電子郵件地址登入 {portal}。

開啟此連結即可登入：
{link}

在要求登入的頁面輸入此驗證碼即可登入：
{code}

{validity}

請勿將此郵件的內容告訴任何人，我們的客服人員絕不會向您詢問。如果不是您本人，請忽略此郵件。沒有此郵件，任何人都無法登入。`,
    },
    'invitation': {
      subject: '{portal}：邀請您加入',
      button: '接受邀請',
      text: `{name}，您好：

誠摯邀請您使用 {portal}。您可以在其中檢視您提出的所有問題和我們的回覆，也可以隨時與我們聯絡。請在此接受邀請：
{link}

{validity}

如果您並不知道此邀請，請忽略此郵件。未經您接受，不會建立帳號。`,
    },
    'password-changed': {
      subject: '{portal}：您的密碼已變更',
      button: '設定新密碼',
      text: `{name}，您好：

您的 {portal} 帳號密碼已變更。如果是您本人變更的，則不需要採取任何動作。

如果不是您本人，您的帳號可能已遭他人登入。

請立即設定新密碼：
{link}

{validity}`,
    },
  },
};
