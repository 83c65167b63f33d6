package main

import (
	"context"
	"io"
	"net"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"assistive-referrals/infra/awslocal"
)

func TestServe(t *testing.T) {
	cloud, err := awslocal.New(awslocal.Options{})
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- serve(ctx, cloud, listener) }()
	client := sqs.NewFromConfig(aws.Config{Region: "eu-west-2", BaseEndpoint: aws.String("http://" + listener.Addr().String()), Credentials: credentials.NewStaticCredentialsProvider("any", "any", "")})
	if _, err := client.CreateQueue(t.Context(), &sqs.CreateQueueInput{QueueName: aws.String("try")}); err != nil {
		t.Error(err)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestAddresses(t *testing.T) {
	for _, address := range []string{"0.0.0.0:0", "192.0.2.1:4566", "4566"} {
		if err := run(t.Context(), io.Discard, address); err == nil || !strings.Contains(err.Error(), "AWS_ADDR="+address) {
			t.Errorf("%s: %v", address, err)
		}
	}
}
