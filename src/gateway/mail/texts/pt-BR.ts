import type { MailTexts } from './mail-texts.ts';

/** Brazilian Portuguese. Addresses the reader as “você”, without gender. */
export const ptBR: MailTexts = {
  nobody: '',
  validity: {
    linkMinutes: { one: 'Este link é válido por {count} minuto.', many: 'Este link é válido por {count} de minutos.', other: 'Este link é válido por {count} minutos.' },
    linkHours: { one: 'Este link é válido por {count} hora.', many: 'Este link é válido por {count} de horas.', other: 'Este link é válido por {count} horas.' },
    linkDays: { one: 'Este link é válido por {count} dia.', many: 'Este link é válido por {count} de dias.', other: 'Este link é válido por {count} dias.' },
    codeMinutes: {
      one: 'Este código é válido por {count} minuto.',
      many: 'Este código é válido por {count} de minutos.',
      other: 'Este código é válido por {count} minutos.',
    },
    bothMinutes: {
      one: 'O link e o código são válidos por {count} minuto.',
      many: 'O link e o código são válidos por {count} de minutos.',
      other: 'O link e o código são válidos por {count} minutos.',
    },
  },
  mails: {
    'verification': {
      subject: 'Confirme seu endereço de e-mail para {portal}',
      button: 'Confirmar endereço',
      text: `Olá, {name}!

Alguém, provavelmente você, fez um cadastro em {portal} com este endereço de e-mail. Se foi você, confirme o endereço:
{link}

{validity}

Se não foi você, ignore este e-mail. Sem a confirmação, nenhuma conta será criada e nada mais acontecerá.`,
    },
    'known-address': {
      subject: 'Sua conta em {portal}',
      button: 'Ir para o login',
      text: `Olá, {name}!

Alguém, provavelmente você, tentou fazer um cadastro em {portal} com este endereço de e-mail. Já existe uma conta com ele, por isso nenhuma nova foi criada.

Se foi você, entre na sua conta ou crie uma nova senha, caso tenha esquecido a sua:
{link}

{validity}

Se não foi você, ignore este e-mail. Sua conta continua como estava.`,
    },
    'reset': {
      subject: 'Crie uma nova senha para {portal}',
      button: 'Criar nova senha',
      text: `Olá, {name}!

Alguém, provavelmente você, pediu uma nova senha para {portal}. Crie a senha aqui:
{link}

{validity}

Se não foi você, ignore este e-mail. Sua senha continuará a mesma.`,
    },
    'sign-in': {
      subject: 'Seu acesso a {portal}',
      button: 'Entrar',
      text: `Olá, {name}!

Alguém, provavelmente você, quer entrar em {portal} com este endereço de e-mail.

Com este link, você entra:
{link}

Com este código, você entra na página em que o pediu:
{code}

{validity}

Não compartilhe o conteúdo deste e-mail com ninguém; nossa equipe nunca vai pedi-lo. Se não foi você, ignore este e-mail. Ninguém consegue entrar sem ele.`,
    },
    'invitation': {
      subject: 'Seu convite para {portal}',
      button: 'Aceitar convite',
      text: `Olá, {name}!

Você recebeu um convite para {portal}. Lá, você pode ver todas as suas solicitações, ler nossas respostas e escrever para nós. Aceite o convite aqui:
{link}

{validity}

Se você não esperava este convite, ignore este e-mail. Se você não aceitar o convite, nenhuma conta será criada.`,
    },
    'password-changed': {
      subject: 'Sua senha para {portal} foi alterada',
      button: 'Criar nova senha',
      text: `Olá, {name}!

A senha da sua conta em {portal} foi alterada. Se foi você, não é preciso fazer nada.

Se não foi você, outra pessoa pode ter acessado sua conta.

Crie uma nova senha imediatamente:
{link}

{validity}`,
    },
  },
};
