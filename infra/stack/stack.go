// Package stack deploys the system to a server on this machine that speaks AWS,
// as it would be deployed to AWS: the CDK's command, the binaries for Lambda, the
// HTTP API. What is outside AWS is served beside it, by the same fakes that the
// local system has.
//
// It starts PyPI's ministack (requirements.txt) unless an endpoint is given. A
// server that checks permissions is asked to: then every call of a function is
// held to the role that the CDK gave it.
package stack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"

	"assistive-referrals/infra"
	"assistive-referrals/infra/local/notifyserver"
	"assistive-referrals/internal/host"
	"assistive-referrals/internal/referral"
)

// What the fakes know the service by. It opens nothing elsewhere.
const (
	clientID     = "assistive-referrals"
	clientSecret = "local-only"
	notifyKey    = "local-8b3e5c1a-0000-4000-8000-000000000001-8b3e5c1a-0000-4000-8000-000000000002"
	addressKey   = "local-only-places"

	region  = "eu-west-2"
	account = "000000000000"
	key     = "test" // access key and secret that such servers take for the account's own
)

// Name is the stack's.
const Name = "assistive-referrals"

// Outputs of the stack, as infra/cdk names them.
const (
	OutputURL     = "ServiceURL"
	OutputTable   = "TableName"
	OutputMachine = "MachineARN"
)

// Options say where.
type Options struct {
	Endpoint string // of a server that runs already; empty to start one
	Port     string // of the server to start
	Fakes    string // address of the fakes
	Folder   string // where outputs and logs go
	Say      func(format string, args ...any)
}

// Stack is a deployed system.
type Stack struct {
	Options
	Outputs map[string]string
	Took    map[string]time.Duration

	closers   []io.Closer // logs, and what is ours in this process
	processes []*process  // in the order in which they were started
}

// Up starts what must run and deploys. After an error nothing is left running.
func Up(ctx context.Context, o Options) (*Stack, error) {
	s := &Stack{Options: o, Took: map[string]time.Duration{}}
	if err := s.up(ctx); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

func (s *Stack) up(ctx context.Context) error {
	if err := os.MkdirAll(s.Folder, 0o700); err != nil {
		return fmt.Errorf("cannot keep logs: %w", err)
	}
	if s.Endpoint == "" {
		if err := s.timed("server", func() error { return s.serve(ctx) }); err != nil {
			return err
		}
	}
	if err := s.timed("bootstrap", func() error {
		// From a folder without cdk.json, or the CDK would make our template first.
		return s.cdk(ctx, s.Folder, "bootstrap", "aws://"+account+"/"+region)
	}); err != nil {
		return err
	}
	if err := s.timed("deploy", func() error { return s.deploy(ctx) }); err != nil {
		return err
	}
	if err := s.fill(ctx); err != nil {
		return err
	}
	return s.fakes(ctx)
}

func (s *Stack) timed(what string, do func() error) error {
	s.Say("%s ...", what)
	begun := time.Now()
	err := do()
	s.Took[what] = time.Since(begun)
	return err
}

// Close stops what was started, the last first.
func (s *Stack) Close() {
	for _, p := range slices.Backward(s.processes) {
		p.stop()
	}
	for _, c := range s.closers {
		_ = c.Close()
	}
}

func (s *Stack) launch(name string, environment []string, command string, args ...string) (*process, error) {
	log, err := os.Create(filepath.Join(s.Folder, name+".log"))
	if err != nil {
		return nil, fmt.Errorf("cannot keep logs: %w", err)
	}
	s.closers = append(s.closers, log)
	p, err := start(name, log, environment, command, args...)
	if err == nil {
		s.processes = append(s.processes, p)
	}
	return p, err
}

// serve starts the server on the loopback interface. Functions inherit its
// environment: that is where they find the endpoint.
func (s *Stack) serve(ctx context.Context) error {
	address := net.JoinHostPort("127.0.0.1", s.Port)
	if connection, err := net.DialTimeout("tcp", address, time.Second); err == nil {
		_ = connection.Close()
		return fmt.Errorf("something answers on port %s already: stop it, use it with ENDPOINT=http://localhost:%s, or choose another with STACK_PORT", s.Port, s.Port)
	}
	data, err := os.MkdirTemp("", "assistive-referrals-stack-")
	if err != nil {
		return err
	}
	s.closers = append(s.closers, removal(data))
	endpoint, proxy, err := secure("http://" + address)
	if err != nil {
		return err
	}
	s.closers = append(s.closers, proxy)
	p, err := s.launch("server", environment(
		"AWS_ENDPOINT_URL="+endpoint, "BIND_HOST=127.0.0.1", "GATEWAY_PORT="+s.Port, "MINISTACK_REGION="+region,
		"AUTH=true", "IOT_MTLS_ENABLED=0", "SFTP_ENABLED=0", "TMPDIR="+data, "S3_DATA_DIR="+filepath.Join(data, "s3"), "PYTHONUNBUFFERED=1",
	), ".build/venv/bin/ministack")
	if err != nil {
		return err
	}
	if err := p.await(ctx, address, time.Minute); err != nil {
		return fmt.Errorf("%w: see %s", err, filepath.Join(s.Folder, "server.log"))
	}
	s.Endpoint = endpoint
	return nil
}

type removal string

func (r removal) Close() error { return os.RemoveAll(string(r)) }

func (s *Stack) cdk(ctx context.Context, folder string, args ...string) error {
	command, err := filepath.Abs("infra/npm-cdk/node_modules/.bin/cdk")
	if err != nil {
		return err
	}
	return run(ctx, folder, environment(
		"AWS_ENDPOINT_URL="+s.Endpoint, "AWS_ACCESS_KEY_ID="+key, "AWS_SECRET_ACCESS_KEY="+key, "AWS_REGION="+region, "AWS_DEFAULT_REGION="+region,
		"CDK_DISABLE_CLI_TELEMETRY=true", "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=20", "CI=true",
	), command, append(append(args, "--no-notices"), s.context()...)...)
}

// Architecture is what this machine's functions are built for.
func Architecture() string {
	if runtime.GOARCH == "arm64" {
		return "arm64"
	}
	return "x86_64"
}

// context is all in which this deployment differs from one to AWS.
func (s *Stack) context() []string {
	templates, _ := json.Marshal(notifyserver.TemplateIDs()) // texts always encode
	mailboxes := map[referral.Team]string{}
	for _, team := range referral.Teams() {
		mailboxes[team] = string(team) + "@council.example.org"
	}
	boxes, _ := json.Marshal(mailboxes)
	fakes := "http://" + s.Fakes
	var args []string
	for _, value := range []string{
		"architecture=" + Architecture(), "protect=false", "scanner=false", "kms-context=false",
		host.Issuer + "=" + fakes + "/identity", host.ClientID + "=" + clientID, host.SignInOrigin + "=" + fakes,
		host.NotifyURL + "=" + fakes + "/notify", host.NotifyTemplates + "=" + string(templates), host.Mailboxes + "=" + string(boxes),
		host.AddressURL + "=" + fakes + "/places",
	} {
		args = append(args, "--context", value)
	}
	return args
}

func (s *Stack) deploy(ctx context.Context) error {
	file := filepath.Join(s.Folder, "outputs.json")
	if err := s.cdk(ctx, ".", "deploy", Name, "--require-approval", "never", "--outputs-file", file, "--output", filepath.Join(s.Folder, "cdk.out")); err != nil {
		return err
	}
	document, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("read what was deployed: %w", err)
	}
	var all map[string]map[string]string
	if err := json.Unmarshal(document, &all); err != nil {
		return fmt.Errorf("read what was deployed: %w", err)
	}
	s.Outputs = all[Name]
	return nil
}

// Destroy removes the stack from the server.
func (s *Stack) Destroy(ctx context.Context) error {
	return s.timed("destroy", func() error {
		return s.cdk(ctx, ".", "destroy", Name, "--force", "--app", filepath.Join(s.Folder, "cdk.out"))
	})
}

// fill puts in the secrets that come from elsewhere, as an operator does.
func (s *Stack) fill(ctx context.Context) error {
	client := secretsmanager.NewFromConfig(s.Config())
	for secret, value := range map[string]string{infra.NotifyKey: notifyKey, infra.ClientSecret: clientSecret, infra.AddressKey: addressKey} {
		arn := s.Outputs[outputOf(secret)+"SecretARN"]
		if _, err := client.PutSecretValue(ctx, &secretsmanager.PutSecretValueInput{SecretId: &arn, SecretString: &value}); err != nil {
			return fmt.Errorf("put in the secret %s: %w", secret, err)
		}
	}
	return nil
}

func (s *Stack) fakes(ctx context.Context) error {
	p, err := s.launch("fakes", os.Environ(), ".build/stack-fakes", "-address", s.Fakes, "-service", s.URL(),
		"-client-id", clientID, "-client-secret", clientSecret, "-notify-key", notifyKey, "-address-key", addressKey)
	if err != nil {
		return err
	}
	if err := p.await(ctx, s.Fakes, 10*time.Second); err != nil {
		return fmt.Errorf("%w: see %s", err, filepath.Join(s.Folder, "fakes.log"))
	}
	return nil
}

// Template is the file with the template that was deployed.
func (s *Stack) Template() string { return filepath.Join(s.Folder, "cdk.out", Name+".template.json") }

// URL is where people find the pages.
func (s *Stack) URL() string { return s.Outputs[OutputURL] }

// Config reaches the server as the account's owner.
func (s *Stack) Config() aws.Config {
	return aws.Config{Region: region, BaseEndpoint: aws.String(s.Endpoint), Credentials: credentials.NewStaticCredentialsProvider(key, key, "")}
}

// Transport reaches every name under .localhost on this machine, as browsers do.
func (s *Stack) Transport() http.RoundTripper {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.Proxy = nil
	transport.ResponseHeaderTimeout = time.Minute
	dialer := &net.Dialer{Timeout: 5 * time.Second}
	transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		if named, port, err := net.SplitHostPort(address); err == nil && strings.HasSuffix(named, ".localhost") {
			address = net.JoinHostPort("127.0.0.1", port)
		}
		return dialer.DialContext(ctx, network, address)
	}
	return transport
}

// Ended tells when something that was started has ended by itself.
func (s *Stack) Ended() <-chan string {
	ended := make(chan string, len(s.processes))
	for _, p := range s.processes {
		go func() {
			<-p.ended
			ended <- p.name
		}()
	}
	return ended
}

// outputOf is how the stack's outputs write a name of the topology.
func outputOf(name string) string {
	id := ""
	for _, word := range strings.Split(name, "-") {
		id += strings.ToUpper(word[:1]) + word[1:]
	}
	return id
}

// Endpoint reads the address of a server that runs already.
func Endpoint(given string) (string, error) {
	if given == "" {
		return "", nil
	}
	u, err := url.Parse(given)
	if err != nil || u.Host == "" || u.Path != "" && u.Path != "/" {
		return "", errors.New("ENDPOINT is the address of a server, such as http://localhost:4566")
	}
	return strings.TrimSuffix(given, "/"), nil
}
