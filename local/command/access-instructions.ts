import type { LocalApp } from '../app/local-app';

const START_CHAT = "curl -d '{}'";

/** What to type to start a chat, by who may start one. */
export function formatAccessInstructions({ access, url, credentials, region, issuer }: LocalApp): string[] {
  switch (access?.kind) {
    case 'ANYBODY':
      return [`Start a chat:    ${START_CHAT} ${url}`, ''];
    case 'IAM': {
      const { accessKeyId, secretAccessKey } = credentials;
      return [
        `IAM access:      AWS_ACCESS_KEY_ID=${accessKeyId} AWS_SECRET_ACCESS_KEY=${secretAccessKey}`,
        `Start a chat:    ${START_CHAT} --aws-sigv4 aws:amz:${region}:execute-api --user ${accessKeyId}:${secretAccessKey} ${url}`,
        '',
        'The credentials are local ones and worth nothing elsewhere.',
      ];
    }
    case 'TOKEN':
      return [
        `Token of Jane:   TOKEN=$(curl -s '${issuer.tokenUrl}?sub=jane')`,
        `Start a chat:    ${START_CHAT} -H "Authorization: Bearer $TOKEN" ${url}`,
        '',
        'Tokens are signed by a local key and worth nothing elsewhere.',
      ];
    case 'OWN_AUTHORIZER':
      return [`Own authorizer:  reads ${access.identitySources.join(', ') || 'the whole request'}`, ''];
    default:
      return [];
  }
}
