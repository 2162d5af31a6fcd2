import type { LocalApp } from '../app/local-app';

const START_CHAT = "curl -d '{}'";

/** Formats the commands with which a person starts a chat. They depend on who may start one. */
export function formatAccessInstructions({ access, url, credentials, region, issuer }: LocalApp): string[] {
  switch (access?.kind) {
    case 'ANONYMOUS':
      return [`Start a chat:    ${START_CHAT} ${url}`, ''];
    case 'IAM': {
      const { accessKeyId, secretAccessKey } = credentials;
      return [
        `IAM access:      AWS_ACCESS_KEY_ID=${accessKeyId} AWS_SECRET_ACCESS_KEY=${secretAccessKey}`,
        `Start a chat:    ${START_CHAT} --aws-sigv4 aws:amz:${region}:execute-api --user ${accessKeyId}:${secretAccessKey} ${url}`,
        '',
        'These credentials work on this machine only.',
      ];
    }
    case 'TOKEN':
      return [
        `Token of Jane:   TOKEN=$(curl -s '${issuer.tokenUrl}?sub=jane')`,
        `Start a chat:    ${START_CHAT} -H "Authorization: Bearer $TOKEN" ${url}`,
        '',
        'These tokens are signed with a local key and work on this machine only.',
      ];
    case 'AUTHORIZER':
      return [`Authorizer:      reads ${access.identitySources.join(', ') || 'the whole request'}`, ''];
    default:
      return [];
  }
}
