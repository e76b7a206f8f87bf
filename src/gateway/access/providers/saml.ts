import type { SAML } from '@node-saml/node-saml';
import type { SamlProvider } from '../settings.ts';
import { readLogout, type LogoutMessage, type LogoutRequest } from './saml-logout.ts';
import { readResponse, type SamlAnswer } from './saml-response.ts';
import { SKEW } from './saml-xml.ts';

/** Where the portal stands for a provider: public addresses of its routes. */
export interface SamlPlaces {
  /** Our entity id; our metadata is there. */
  readonly metadata: string;
  /** Where assertions arrive. */
  readonly acs: string;
  readonly logout: string;
}

/** A portal at a SAML 2.0 identity provider. */
export interface SamlClient {
  /** Where a person signs in (HTTP-Redirect binding). @param requestId Of the request; the answer names it. */
  begin(requestId: string): Promise<string>;
  /** Reads the provider's answer. @throws Refusal */
  finish(message: string): Promise<SamlAnswer>;
  /** Our metadata, for the provider. */
  metadata(): Promise<string>;
  /** Where a person signs out; undefined where the provider has no such place. @param kept As {@link import('./proved.ts').Proved.signOut} has it. */
  signOutURL(kept: string): Promise<string | undefined>;
  /** Reads the provider's wish that somebody be signed out. @throws Refusal */
  readLogout(message: LogoutMessage): Promise<LogoutRequest>;
  /** Where to tell the provider that it has been done. */
  logoutDoneURL(requestId: string, relayState: string | undefined): Promise<string>;
}

/** A service provider by node-saml. */
export function createSamlClient(provider: SamlProvider, { metadata, acs, logout }: SamlPlaces, clock: () => number): SamlClient {
  const { entityId, signInURL, signOutURL, certificates, attributes, groups, signing } = provider;

  const library = async ({ requestId, responseSigned = false }: { requestId?: string; responseSigned?: boolean } = {}): Promise<SAML> => {
    const { SAML: Library, ValidateInResponseTo } = await import('@node-saml/node-saml');
    return new Library({
      issuer: metadata, callbackUrl: acs, audience: metadata, entryPoint: signInURL, ...signOutURL === undefined ? {} : { logoutUrl: signOutURL },
      idpIssuer: entityId, idpCert: certificates.map(bareCertificate),
      wantAssertionsSigned: true, wantAuthnResponseSigned: responseSigned, acceptedClockSkewMs: SKEW,
      // Its memory is one process's; ours is in the database.
      validateInResponseTo: ValidateInResponseTo.never,
      // What people are called and how they prove who they are is the provider's choice.
      identifierFormat: null, disableRequestedAuthnContext: true,
      ...requestId === undefined ? {} : { generateUniqueId: () => requestId },
      ...signing === undefined ? {} : { privateKey: signing.privateKey, publicCert: signing.certificate, signatureAlgorithm: 'sha256', digestAlgorithm: 'sha256' },
    });
  };

  return {
    begin: async (requestId) => (await library({ requestId })).getAuthorizeUrlAsync('', undefined, {}),
    finish: (message) => readResponse(
      message, { entityId, recipient: acs, attributes: { ...attributes, groups }, now: clock() }, (responseSigned) => library({ responseSigned }),
    ),
    async metadata() {
      const { buildXmlBuilderObject } = await import('@node-saml/node-saml/lib/xml.js');
      const binding = (name: string): string => `urn:oasis:names:tc:SAML:2.0:bindings:${name}`;
      return buildXmlBuilderObject({
        EntityDescriptor: {
          '@xmlns': 'urn:oasis:names:tc:SAML:2.0:metadata', '@entityID': metadata,
          'SPSSODescriptor': {
            '@protocolSupportEnumeration': 'urn:oasis:names:tc:SAML:2.0:protocol', '@AuthnRequestsSigned': signing !== undefined, '@WantAssertionsSigned': true,
            ...signing === undefined ? {} : {
              KeyDescriptor: { '@use': 'signing', 'KeyInfo': { '@xmlns': 'http://www.w3.org/2000/09/xmldsig#', 'X509Data': { X509Certificate: bareCertificate(signing.certificate) } } },
            },
            ...signOutURL === undefined ? {} : { SingleLogoutService: ['HTTP-Redirect', 'HTTP-POST'].map((name) => ({ '@Binding': binding(name), '@Location': logout })) },
            'AssertionConsumerService': { '@Binding': binding('HTTP-POST'), '@Location': acs, '@index': 0, '@isDefault': true },
          },
        },
      }, true);
    },
    async signOutURL(kept) {
      if (signOutURL === undefined) return undefined;
      const profile = JSON.parse(kept.slice(kept.indexOf(' ') + 1)) as { nameID: string; nameIDFormat: string };
      return (await library()).getLogoutUrlAsync({ ...profile, issuer: entityId }, '', {});
    },
    readLogout: async (message) => readLogout(message, { entityId, destination: logout, certificates: certificates.map(pem), now: clock() }, library),
    logoutDoneURL: async (requestId, relayState) => (await library()).getLogoutResponseUrlAsync({ ID: requestId, issuer: entityId, nameID: '', nameIDFormat: '' }, relayState ?? '', {}, true),
  };
}

/** A certificate's Base64, however it is written. */
const bareCertificate = (certificate: string): string => certificate.replace(/-----[^-]+-----|\s+/g, '');
const pem = (certificate: string): string => `-----BEGIN CERTIFICATE-----\n${bareCertificate(certificate).replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
