package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// other is a server that others make.
type other struct {
	program string // in .build
	args    []string
	env     []string // {port} and {folder} stand for its own
	health  string   // a path that answers once it is ready
	prepare func(ctx context.Context, endpoint string) error
	// services are the ones that it has; nil means all. The cases of serial ones
	// run one after another, because they disturb each other.
	services, serial []string
	parallel         int
	key              string // access key and secret, which signatures are checked with; "test" if not given
}

// others are the servers by name. TOOLCHAIN facts: ministack binds every
// interface unless told; moto runs no workflow unless told, and its transactions
// undo what others write meanwhile; LocalStack's DynamoDB and Lambda need Docker.
var others = map[string]other{
	"ministack": {
		program: "contract-venv/bin/ministack", env: []string{"BIND_HOST=127.0.0.1", "GATEWAY_PORT={port}", "AWS_ENDPOINT_URL=http://127.0.0.1:{port}", "IOT_MTLS_ENABLED=0"},
		health: "/_ministack/health",
	},
	"moto": {
		program: "contract-venv/bin/moto_server", args: []string{"-H", "127.0.0.1", "-p", "{port}"}, health: "/moto-api/",
		prepare: runWorkflows, serial: []string{"DynamoDB", "Streams"},
	},
	"localstack": {
		program: "contract-localstack/bin/python", args: []string{"-m", "localstack.runtime.main"},
		env:      []string{"GATEWAY_LISTEN=127.0.0.1:{port}", "SKIP_SSL_CERT_DOWNLOAD=1", "DISABLE_EVENTS=1", "LOCALSTACK_VOLUME_DIR={folder}/localstack", "FILESYSTEM_ROOT={folder}/localstack"},
		health:   "/_localstack/health",
		services: []string{"SQS", "States"},
	},
}

// other starts the server of that name, runs the cases on it, and ends it.
func (c *column) other(ctx context.Context) error {
	o, known := others[c.name]
	if !known {
		return fmt.Errorf("there is no server %q", c.name)
	}
	program, err := filepath.Abs(filepath.Join(".build", o.program))
	if err != nil {
		return err
	}
	if _, err := os.Stat(program); err != nil {
		c.absent = "it is not installed (make contract installs what it can)"
		return nil
	}
	endpoint, stop, err := o.start(ctx, program)
	if err != nil {
		return fmt.Errorf("%s: %w", c.name, err)
	}
	defer stop()
	if o.prepare != nil {
		if err := o.prepare(ctx, endpoint); err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
	}
	c.real(ctx, o, endpoint)
	return nil
}

// start starts a server in a folder of its own and waits until it answers. stop
// ends that very process.
func (o other) start(ctx context.Context, program string) (endpoint string, stop func(), err error) {
	port, err := freePort()
	if err != nil {
		return "", nil, err
	}
	folder, err := os.MkdirTemp("", "contract-")
	if err != nil {
		return "", nil, err
	}
	fill := strings.NewReplacer("{port}", port, "{folder}", folder)
	command := exec.Command(program)
	for _, a := range o.args {
		command.Args = append(command.Args, fill.Replace(a))
	}
	command.Dir, command.Env = folder, os.Environ()
	for _, e := range o.env {
		command.Env = append(command.Env, fill.Replace(e))
	}
	log, err := os.Create(filepath.Join(folder, "log"))
	if err != nil {
		return "", nil, err
	}
	command.Stdout, command.Stderr = log, log
	if err := command.Start(); err != nil {
		return "", nil, err
	}
	stop = func() {
		_ = command.Process.Signal(os.Interrupt)
		gone := time.AfterFunc(5*time.Second, func() { _ = command.Process.Kill() })
		_ = command.Wait()
		gone.Stop()
		_ = log.Close()
		_ = os.RemoveAll(folder)
	}
	endpoint = "http://127.0.0.1:" + port
	for range 300 {
		if answers(ctx, endpoint+o.health) {
			return endpoint, stop, nil
		}
		if ctx.Err() != nil {
			break
		}
		time.Sleep(200 * time.Millisecond)
	}
	said, _ := os.ReadFile(log.Name())
	stop()
	return "", nil, fmt.Errorf("it does not answer within a minute; it said: %s", said[max(0, len(said)-2000):])
}

func answers(ctx context.Context, address string) bool {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return false
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return false
	}
	_ = answer.Body.Close()
	return answer.StatusCode < 500
}

// runWorkflows lets moto execute state machines rather than call them succeeded.
func runWorkflows(ctx context.Context, endpoint string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, endpoint+"/moto-api/config", strings.NewReader(`{"stepfunctions": {"execute_state_machine": true}}`))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode >= 300 {
		return fmt.Errorf("it refuses to execute state machines: %s", answer.Status)
	}
	return nil
}

// freePort is a loopback port that nobody had a moment ago.
func freePort() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer func() { _ = listener.Close() }()
	return strconv.Itoa(listener.Addr().(*net.TCPAddr).Port), nil
}
