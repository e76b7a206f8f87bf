import type { MailTexts } from './mail-texts.ts';

/** Spanish, for all countries. Readers are addressed as “usted” and without gender. */
export const es: MailTexts = {
  nobody: '',
  validity: {
    linkMinutes: {
      one: 'Este enlace es válido durante {count} minuto.',
      many: 'Este enlace es válido durante {count} de minutos.',
      other: 'Este enlace es válido durante {count} minutos.',
    },
    linkHours: {
      one: 'Este enlace es válido durante {count} hora.',
      many: 'Este enlace es válido durante {count} de horas.',
      other: 'Este enlace es válido durante {count} horas.',
    },
    linkDays: {
      one: 'Este enlace es válido durante {count} día.',
      many: 'Este enlace es válido durante {count} de días.',
      other: 'Este enlace es válido durante {count} días.',
    },
    codeMinutes: {
      one: 'Este código es válido durante {count} minuto.',
      many: 'Este código es válido durante {count} de minutos.',
      other: 'Este código es válido durante {count} minutos.',
    },
    bothMinutes: {
      one: 'El enlace y el código son válidos durante {count} minuto.',
      many: 'El enlace y el código son válidos durante {count} de minutos.',
      other: 'El enlace y el código son válidos durante {count} minutos.',
    },
  },
  mails: {
    'verification': {
      subject: 'Confirme su dirección de correo electrónico para {portal}',
      button: 'Confirmar la dirección',
      text: `Hola, {name}:

Alguien, probablemente usted, se ha registrado en {portal} con esta dirección de correo electrónico. Si ha sido usted, confirme la dirección:
{link}

{validity}

Si no ha sido usted, ignore este correo. Sin la confirmación no se creará ninguna cuenta ni ocurrirá nada más.`,
    },
    'known-address': {
      subject: 'Su cuenta en {portal}',
      button: 'Ir al inicio de sesión',
      text: `Hola, {name}:

Alguien, probablemente usted, ha intentado registrarse en {portal} con esta dirección de correo electrónico. Ya existe una cuenta con ella, por lo que no se ha creado ninguna nueva.

Si ha sido usted, inicie sesión o elija una nueva contraseña si ha olvidado la suya:
{link}

{validity}

Si no ha sido usted, ignore este correo. Su cuenta sigue como estaba.`,
    },
    'reset': {
      subject: 'Elija una nueva contraseña para {portal}',
      button: 'Elegir una nueva contraseña',
      text: `Hola, {name}:

Alguien, probablemente usted, ha solicitado una nueva contraseña para {portal}. Elíjala aquí:
{link}

{validity}

Si no ha sido usted, ignore este correo. Su contraseña no cambiará.`,
    },
    'sign-in': {
      subject: 'Inicio de sesión en {portal}',
      button: 'Iniciar sesión',
      text: `Hola, {name}:

Alguien, probablemente usted, quiere iniciar sesión en {portal} con esta dirección de correo electrónico.

Con este enlace puede iniciar sesión:
{link}

Con este código puede iniciar sesión en la página donde lo solicitó:
{code}

{validity}

No comparta con nadie el contenido de este correo; nuestro equipo nunca se lo pedirá. Si no ha sido usted, ignore este correo. Nadie puede entrar sin él.`,
    },
    'invitation': {
      subject: 'Su invitación a {portal}',
      button: 'Aceptar la invitación',
      text: `Hola, {name}:

Ha recibido una invitación a {portal}. Allí podrá consultar todas sus solicitudes, leer nuestras respuestas y escribirnos. Acepte la invitación aquí:
{link}

{validity}

Si no esperaba esta invitación, ignore este correo. Si no la acepta, no se creará ninguna cuenta.`,
    },
    'password-changed': {
      subject: 'Su contraseña de {portal} se ha cambiado',
      button: 'Elegir una nueva contraseña',
      text: `Hola, {name}:

La contraseña de su cuenta en {portal} se ha cambiado. Si ha sido usted, no tiene que hacer nada.

Si no ha sido usted, es posible que otra persona haya accedido a su cuenta.

Elija una nueva contraseña cuanto antes:
{link}

{validity}`,
    },
  },
};
