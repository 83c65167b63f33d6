// Package secret reads keys and credentials from AWS Secrets Manager. Settings
// hold a secret's name, never its value.
package secret

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
)

// Read returns the current value of a secret.
func Read(ctx context.Context, cfg aws.Config, name string) (string, error) {
	answer, err := secretsmanager.NewFromConfig(cfg).GetSecretValue(ctx, &secretsmanager.GetSecretValueInput{SecretId: &name})
	if err != nil {
		return "", fmt.Errorf("read the secret %s: %w", name, err)
	}
	return aws.ToString(answer.SecretString), nil
}
