/** The resource of the API that only gives back running chats, as API Gateway names it in a request's event. */
export const RESUME_RESOURCE = '/resume';
