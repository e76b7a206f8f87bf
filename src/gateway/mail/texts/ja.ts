import type { MailTexts } from './mail-texts.ts';

/** Japanese. Polite (です・ます); a person is called 様, and nobody in particular お客様. */
export const ja: MailTexts = {
  nobody: 'お客',
  validity: {
    linkMinutes: { other: 'このリンクの有効期限は{count}分です。' },
    linkHours: { other: 'このリンクの有効期限は{count}時間です。' },
    linkDays: { other: 'このリンクの有効期限は{count}日です。' },
    codeMinutes: { other: 'このコードの有効期限は{count}分です。' },
    bothMinutes: { other: 'リンクとコードの有効期限は{count}分です。' },
  },
  mails: {
    'verification': {
      subject: '【{portal}】メールアドレスのご確認',
      button: 'メールアドレスを確認',
      text: `{name}様

このメールアドレスで{portal}への登録申請がありました。お心当たりがある場合は、次のリンクからアドレスの確認を完了してください。
{link}

{validity}

お心当たりがない場合は、このメールを無視してください。確認が完了しない限りアカウントは作成されず、ほかに何も起こりません。`,
    },
    'known-address': {
      subject: '【{portal}】アカウントについてのお知らせ',
      button: 'ログイン画面へ',
      text: `{name}様

このメールアドレスで{portal}への登録申請がありました。このアドレスのアカウントはすでに存在するため、新しいアカウントは作成されていません。

お心当たりがある場合は、ログインしてください。パスワードをお忘れの場合は、新しいパスワードを設定してください。
{link}

{validity}

お心当たりがない場合は、このメールを無視してください。アカウントに変更はありません。`,
    },
    'reset': {
      subject: '【{portal}】パスワードの再設定',
      button: '新しいパスワードを設定',
      text: `{name}様

{portal}のパスワードの再設定が申請されました。次のリンクから新しいパスワードを設定してください。
{link}

{validity}

お心当たりがない場合は、このメールを無視してください。パスワードは変更されません。`,
    },
    'sign-in': {
      subject: '【{portal}】ログインのご案内',
      button: 'ログイン',
      text: `{name}様

このメールアドレスで{portal}へのログインが申請されました。

次のリンクからログインできます。
{link}

ログインを申請したページで次のコードを入力すると、ログインできます。
{code}

{validity}

このメールの内容を他の人に教えないでください。サポートチームがお尋ねすることはありません。お心当たりがない場合は、このメールを無視してください。このメールがなければ、誰もログインできません。`,
    },
    'invitation': {
      subject: '【{portal}】ご招待',
      button: '招待を承諾',
      text: `{name}様

{portal}にご招待します。これまでのお問い合わせと回答をすべて確認でき、新しいお問い合わせも送信できます。次のリンクから招待を承諾してください。
{link}

{validity}

お心当たりがない場合は、このメールを無視してください。承諾されない限り、アカウントは作成されません。`,
    },
    'password-changed': {
      subject: '【{portal}】パスワードが変更されました',
      button: '新しいパスワードを設定',
      text: `{name}様

{portal}のアカウントのパスワードが変更されました。ご自身で変更された場合、お手続きは不要です。

お心当たりがない場合は、第三者がアカウントにアクセスした可能性があります。

今すぐ新しいパスワードを設定してください。
{link}

{validity}`,
    },
  },
};
