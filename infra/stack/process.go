package stack

import (
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// process is something that this package started, with all that it started in
// turn. Nothing else is ever stopped.
type process struct {
	name    string
	command *exec.Cmd
	ended   chan struct{}
}

// start begins a command in a process group of its own, so that Ctrl-C reaches
// only us and we end what we started in the right order.
func start(name string, log io.Writer, environment []string, command string, args ...string) (*process, error) {
	c := exec.Command(command, args...)
	c.Env, c.Stdout, c.Stderr = environment, log, log
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := c.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", name, err)
	}
	p := &process{name: name, command: c, ended: make(chan struct{})}
	go func() {
		_ = c.Wait() // how it ended is in its log
		close(p.ended)
	}()
	return p, nil
}

// grace is how long a process may take to end by itself.
var grace = 5 * time.Second

// stop asks the process to end, and ends it and its group after a while.
func (p *process) stop() {
	group := -p.command.Process.Pid
	_ = p.command.Process.Signal(syscall.SIGTERM)
	select {
	case <-p.ended:
	case <-time.After(grace):
	}
	_ = syscall.Kill(group, syscall.SIGKILL) // fails if nothing of the group is left
	<-p.ended
}

// await waits until an address answers, or fails if the process ends first.
func (p *process) await(ctx context.Context, address string, patience time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		connection, err := net.DialTimeout("tcp", address, time.Second)
		if err == nil {
			return connection.Close()
		}
		select {
		case <-p.ended:
			return fmt.Errorf("%s ended at once", p.name)
		case <-ctx.Done():
			return fmt.Errorf("%s does not answer at %s: %w", p.name, address, ctx.Err())
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// run runs a command to its end. What it says is shown only if it fails.
func run(ctx context.Context, folder string, environment []string, command string, args ...string) error {
	c := exec.CommandContext(ctx, command, args...)
	c.Dir, c.Env = folder, environment
	c.Cancel = func() error { return c.Process.Signal(syscall.SIGTERM) }
	c.WaitDelay = 5 * time.Second
	said, err := c.CombinedOutput()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return fmt.Errorf("%s %s: %w\n%s", filepath.Base(command), args[0], err, said)
	}
	return nil
}

// environment is ours without any account of AWS that it may name, and with more.
func environment(more ...string) []string {
	kept := slices.DeleteFunc(os.Environ(), func(entry string) bool { return strings.HasPrefix(entry, "AWS_") })
	return append(kept, more...)
}
