// An OpenID provider on a free port of loopback. Argument: the redirect address of the client.
// Prints its address, then one line for every token it gives: the grant's name.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{
      client_id: 'auterity',
      client_secret: 'oidc-client-secret-0123456789',
      redirect_uris: [process.argv[2]],
      grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
      response_types: ['code'],
    }],
    features: { devInteractions: { enabled: true }, clientCredentials: { enabled: true }, revocation: { enabled: true } },
    pkce: { required: () => true },
    rotateRefreshToken: true,
    cookies: { keys: ['test'] },
    claims: { openid: ['sub', 'email'] },
    conformIdTokenClaims: false,
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, email: `${id}@example.com` }) }),
  });
  provider.on('grant.success', ctx => console.log(ctx.oidc.params.grant_type));
  provider.on('grant.error', (ctx, error) => console.log(`refused ${ctx.oidc.params?.grant_type}: ${error.error_detail ?? error.message}`));
  provider.on('refresh_token.destroyed', () => console.log('revoked'));
  server.on('request', provider.callback());
  console.log(issuer);
});

// Ends with the test, whatever becomes of it.
process.stdin.on('end', () => process.exit(0)).resume();
