import type { MailTexts } from './mail-texts.ts';

/** Chinese in simplified characters. Polite (您). */
export const zhHans: MailTexts = {
  nobody: '尊敬的用户',
  validity: {
    linkMinutes: { other: '此链接在 {count} 分钟内有效。' },
    linkHours: { other: '此链接在 {count} 小时内有效。' },
    linkDays: { other: '此链接在 {count} 天内有效。' },
    codeMinutes: { other: '此验证码在 {count} 分钟内有效。' },
    bothMinutes: { other: '链接和验证码在 {count} 分钟内有效。' },
  },
  mails: {
    'verification': {
      subject: '{portal}：请确认您的邮箱地址',
      button: '确认邮箱地址',
      text: `{name}，您好！

有人使用此邮箱地址在 {portal} 申请注册账号。如果是您本人操作，请确认邮箱地址：
{link}

{validity}

如果不是您本人操作，请忽略此邮件。未经确认不会创建账号，也不会产生任何影响。`,
    },
    'known-address': {
      subject: '{portal}：您的账号提醒',
      button: '前往登录',
      text: `{name}，您好！

有人尝试使用此邮箱地址在 {portal} 注册账号。该邮箱已有账号，因此未创建新账号。

如果是您本人操作，请直接登录；如果忘记密码，请设置新密码：
{link}

{validity}

如果不是您本人操作，请忽略此邮件。您的账号没有任何变化。`,
    },
    'reset': {
      subject: '{portal}：重置密码',
      button: '设置新密码',
      text: `{name}，您好！

我们收到了重置您 {portal} 账号密码的请求。请在此设置新密码：
{link}

{validity}

如果不是您本人操作，请忽略此邮件。您的密码不会改变。`,
    },
    'sign-in': {
      subject: '{portal}：登录',
      button: '登录',
      text: `{name}，您好！

有人请求使用此邮箱地址登录 {portal}。

打开此链接即可登录：
{link}

在请求登录的页面上输入此验证码即可登录：
{code}

{validity}

请勿将此邮件的内容告诉任何人，我们的客服绝不会向您索取。如果不是您本人操作，请忽略此邮件。没有此邮件，任何人都无法登录。`,
    },
    'invitation': {
      subject: '{portal}：邀请您加入',
      button: '接受邀请',
      text: `{name}，您好！

诚邀您使用 {portal}。您可以在其中查看您提出的所有问题和我们的回复，也可以随时联系我们。请在此接受邀请：
{link}

{validity}

如果您并不了解此邀请，请忽略此邮件。未经您接受，不会创建账号。`,
    },
    'password-changed': {
      subject: '{portal}：您的密码已更改',
      button: '设置新密码',
      text: `{name}，您好！

您的 {portal} 账号密码已更改。如果是您本人操作，则无需进行任何处理。

如果不是您本人操作，您的账号可能已被他人登录。

请立即设置新密码：
{link}

{validity}`,
    },
  },
};
