"""The API server that KUBECONFIG names, of which 'server' and 'token' are read, asked without a client of Kubernetes."""
import http.client, json, os, re, ssl, sys, threading

kubeconfig = open(os.environ["KUBECONFIG"]).read()
host = re.search(r'server: *"?https://([^"\s,}]+)', kubeconfig)[1]
token = re.search(r'token: *"?([^"\s,}]+)', kubeconfig)[1]
insecure = ssl._create_unverified_context()
local = threading.local()


def ask(method, path, body=None, kind="application/json", text=False):
    if not hasattr(local, "connection"):
        local.connection = http.client.HTTPSConnection(host, context=insecure)
    sent = body.encode() if isinstance(body, str) else json.dumps(body) if body else None
    local.connection.request(method, path, sent, {"Authorization": f"Bearer {token}", "Content-Type": kind})
    answer = local.connection.getresponse()
    read = answer.read()
    if answer.status >= 400 and answer.status != 409:
        sys.exit(f"{method} {path}: {answer.status} {read[:300]}")
    return read.decode() if text else json.loads(read)


def close():
    """Ends this thread's connection, which the server ends itself if it is idle for long; the next question opens another."""
    if hasattr(local, "connection"):
        local.connection.close()
