// Custom resource: a self-signed certificate of one host, in ACM. Its private key goes nowhere else.
const crypto = require('node:crypto');
const DAYS = 825; // browsers refuse more
const PAUSE = Number(process.env.PAUSE_MILLIS || 10000);

const der = (tag, ...parts) => {
  const body = Buffer.concat(parts);
  const size = [];
  for (let n = body.length; n > 0; n >>= 8) size.unshift(n & 255);
  const length = body.length < 128 ? [body.length] : [128 | size.length, ...size];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
};
const hex = (text) => Buffer.from(text, 'hex');
const oid = (text) => der(0x06, hex(text));
const seq = (...parts) => der(0x30, ...parts);
const time = (date) => der(0x17, Buffer.from(date.toISOString().replace(/\.\d+|[-:T]/g, '').slice(2)));
const extension = (id, value, ...critical) => seq(oid(id), ...critical, der(0x04, value));

function certificate(host, name, now) {
  const { publicKey, privateKey } = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = seq(oid('2a8648ce3d040302'));
  const subject = seq(der(0x31, seq(oid('550403'), der(0x0c, Buffer.from(name)))));
  const serial = crypto.randomBytes(16);
  serial[0] = (serial[0] & 0x3f) | 0x40; // positive, 16 bytes
  const yes = der(0x01, hex('ff'));
  const body = seq(
    der(0xa0, der(0x02, hex('02'))), // version 3
    der(0x02, serial),
    algorithm, // ecdsa-with-SHA256
    subject,
    seq(time(new Date(now - 3600e3)), time(new Date(now + DAYS * 86400e3))),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, seq(
      extension('551d13', seq(), yes), // no authority
      extension('551d0f', der(0x03, hex('0780')), yes), // digitalSignature
      extension('551d25', seq(oid('2b06010505070301'))), // serverAuth
      extension('551d11', seq(der(0x82, Buffer.from(host)))),
    )),
  );
  const signature = crypto.sign('sha256', body, privateKey);
  const whole = seq(body, algorithm, der(0x03, hex('00'), signature)).toString('base64');
  return {
    Certificate: `-----BEGIN CERTIFICATE-----\n${whole.match(/.{1,64}/g).join('\n')}\n-----END CERTIFICATE-----\n`,
    PrivateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  };
}

async function remove(client, acm, arn) {
  for (let left = 30; ; left--) {
    try {
      return await client.send(new acm.DeleteCertificateCommand({ CertificateArn: arn }));
    } catch (error) {
      if (error.name === 'ResourceNotFoundException') return;
      // The listener is gone; ACM hears of it late.
      if (error.name !== 'ResourceInUseException' || left === 0) throw error;
      await new Promise((wake) => setTimeout(wake, PAUSE));
    }
  }
}

async function change(event) {
  const acm = require('@aws-sdk/client-acm');
  const client = new acm.ACMClient();
  const known = (event.PhysicalResourceId || '').startsWith('arn:') ? event.PhysicalResourceId : undefined;
  if (event.RequestType === 'Delete') {
    if (known) await remove(client, acm, known);
    return event.PhysicalResourceId;
  }
  const { Host, Name } = event.ResourceProperties;
  const made = certificate(Host, Name, Date.now());
  const kept = known ? { CertificateArn: known } : { Tags: [{ Key: 'Name', Value: Name }] };
  const input = { Certificate: Buffer.from(made.Certificate), PrivateKey: Buffer.from(made.PrivateKey), ...kept };
  return (await client.send(new acm.ImportCertificateCommand(input))).CertificateArn;
}

exports.certificate = certificate;
exports.handler = async (event) => {
  const { StackId, RequestId, LogicalResourceId } = event;
  const answer = { Status: 'SUCCESS', StackId, RequestId, LogicalResourceId };
  try {
    answer.PhysicalResourceId = await change(event);
  } catch (error) {
    console.error(error);
    const Reason = `${error.name}: ${error.message}`;
    Object.assign(answer, { Status: 'FAILED', Reason, PhysicalResourceId: event.PhysicalResourceId || 'none' });
  }
  await fetch(event.ResponseURL, { method: 'PUT', headers: { 'content-type': '' }, body: Buffer.from(JSON.stringify(answer)) });
};
