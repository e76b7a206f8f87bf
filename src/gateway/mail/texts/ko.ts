import type { MailTexts } from './mail-texts.ts';

/** Korean. Sentences avoid particles whose form depends on the last letter of a placeholder. */
export const ko: MailTexts = {
  nobody: '고객',
  validity: {
    linkMinutes: { other: '이 링크는 {count}분 동안 사용할 수 있습니다.' },
    linkHours: { other: '이 링크는 {count}시간 동안 사용할 수 있습니다.' },
    linkDays: { other: '이 링크는 {count}일 동안 사용할 수 있습니다.' },
    codeMinutes: { other: '이 코드는 {count}분 동안 사용할 수 있습니다.' },
    bothMinutes: { other: '링크와 코드는 {count}분 동안 사용할 수 있습니다.' },
  },
  mails: {
    'verification': {
      subject: '{portal} 이메일 주소 확인',
      button: '이메일 주소 확인',
      text: `{name}님, 안녕하세요.

이 이메일 주소로 {portal} 가입 신청이 접수되었습니다. 직접 신청하셨다면 주소를 확인해 주세요.
{link}

{validity}

직접 신청하지 않으셨다면 이 메일을 무시하세요. 확인하지 않으면 계정이 만들어지지 않으며 아무 일도 일어나지 않습니다.`,
    },
    'known-address': {
      subject: '{portal} 계정 안내',
      button: '로그인하러 가기',
      text: `{name}님, 안녕하세요.

이 이메일 주소로 {portal} 가입 신청이 접수되었습니다. 이미 이 주소의 계정이 있으므로 새 계정은 만들어지지 않았습니다.

직접 신청하셨다면 로그인하거나, 비밀번호를 잊은 경우 새로 설정하세요.
{link}

{validity}

직접 신청하지 않으셨다면 이 메일을 무시하세요. 계정은 그대로입니다.`,
    },
    'reset': {
      subject: '{portal} 비밀번호 재설정',
      button: '새 비밀번호 설정',
      text: `{name}님, 안녕하세요.

{portal} 계정의 비밀번호 재설정 요청이 접수되었습니다. 여기에서 새 비밀번호를 설정하세요.
{link}

{validity}

직접 요청하지 않으셨다면 이 메일을 무시하세요. 비밀번호는 바뀌지 않습니다.`,
    },
    'sign-in': {
      subject: '{portal} 로그인',
      button: '로그인',
      text: `{name}님, 안녕하세요.

이 이메일 주소로 {portal} 로그인 요청이 접수되었습니다.

이 링크로 로그인할 수 있습니다.
{link}

로그인을 요청한 페이지에 이 코드를 입력하면 로그인됩니다.
{code}

{validity}

다른 사람에게 알려 주지 마세요. 저희 지원팀은 절대 묻지 않습니다. 직접 요청하지 않으셨다면 이 메일을 무시하세요. 이 메일 없이는 아무도 로그인할 수 없습니다.`,
    },
    'invitation': {
      subject: '{portal} 초대',
      button: '초대 수락',
      text: `{name}님, 안녕하세요.

{portal} 이용에 초대합니다. 지금까지의 문의와 답변을 모두 확인하고 새로 문의할 수 있습니다. 여기에서 초대를 수락하세요.
{link}

{validity}

초대를 예상하지 않으셨다면 이 메일을 무시하세요. 수락하지 않으면 계정은 만들어지지 않습니다.`,
    },
    'password-changed': {
      subject: '{portal} 비밀번호가 변경되었습니다',
      button: '새 비밀번호 설정',
      text: `{name}님, 안녕하세요.

{portal} 계정의 비밀번호가 변경되었습니다. 직접 변경하셨다면 따로 하실 일은 없습니다.

직접 변경하지 않으셨다면 다른 사람이 계정에 접근했을 수 있습니다.

지금 바로 새 비밀번호를 설정하세요.
{link}

{validity}`,
    },
  },
};
