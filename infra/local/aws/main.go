// Command aws serves an empty double of AWS on a port: `make aws`. Any SDK and
// the AWS CLI can use it as their endpoint, with any keys; what it holds is in
// memory, and gone when it ends.
//
// AWS_ADDR says where (localhost:4566 if unset), on the loopback interface only:
// signatures are not checked.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"assistive-referrals/infra/awslocal"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Stdout, os.Getenv("AWS_ADDR")); err != nil {
		fmt.Fprintln(os.Stderr, "make aws: "+err.Error())
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer, address string) error {
	if address == "" {
		address = "localhost:4566"
	}
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("AWS_ADDR=%s is not host:port, such as localhost:4566", address)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return fmt.Errorf("AWS_ADDR=%s: this serves on the loopback interface only, such as localhost:4566", address)
	}
	listener, err := net.Listen("tcp", address)
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf("%s is in use. Stop what uses it, or choose another: make aws AWS_ADDR=localhost:4567", address)
	}
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w", address, err)
	}
	cloud, err := awslocal.New(awslocal.Options{Log: slog.New(slog.NewTextHandler(out, &slog.HandlerOptions{Level: slog.LevelWarn}))})
	if err != nil {
		_ = listener.Close()
		return err
	}
	defer func() { _ = cloud.Close() }()
	fmt.Fprintf(out, "An empty AWS at http://%s: DynamoDB and streams, SQS, Step Functions, Secrets Manager.\n\n", listener.Addr())
	fmt.Fprintf(out, "  export AWS_ENDPOINT_URL=http://%s AWS_REGION=eu-west-2 AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any\n", listener.Addr())
	fmt.Fprint(out, "  aws sqs create-queue --queue-name try\n\nWhat it holds is in memory. Ctrl-C stops it.\n")
	return serve(ctx, cloud, listener)
}

// serve answers until ctx ends.
func serve(ctx context.Context, cloud *awslocal.Cloud, listener net.Listener) error {
	server := &http.Server{Handler: cloud, ReadHeaderTimeout: 10 * time.Second}
	failed := make(chan error, 2)
	go func() { failed <- server.Serve(listener) }()
	line, stop := context.WithCancel(ctx)
	defer stop()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := cloud.Run(line); err != nil {
			failed <- err
		}
	}()
	var err error
	select {
	case err = <-failed:
	case <-ctx.Done():
	}
	stop()
	<-ended
	// A long poll may still wait; nobody is kept waiting for it.
	return errors.Join(err, server.Close())
}
