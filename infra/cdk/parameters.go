package cdk

import (
	"fmt"
	"strings"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"

	"assistive-referrals/internal/host"
)

// given returns a value of the context as text, "" if it is not there.
func (s *stack) given(name string) string {
	switch value := s.in.Node().TryGetContext(jsii.String(name)).(type) {
	case nil:
		return ""
	case string:
		return value
	default:
		return fmt.Sprint(value)
	}
}

// parameter returns a value that must be given: by the context, else by what this
// stack itself knows, else by a parameter of the template, so that synthesis never
// asks and a deployment always does.
func (s *stack) parameter(name string) *string {
	if value := s.given(name); value != "" {
		return jsii.String(value)
	}
	switch name {
	case host.ServiceURL:
		return s.api.ApiEndpoint()
	case host.NotifyURL:
		return jsii.String("https://api.notifications.service.gov.uk")
	}
	if s.people != nil {
		switch name {
		case host.Issuer:
			return s.people.pool.UserPoolProviderUrl()
		case host.ClientID:
			return s.people.client.UserPoolClientId()
		case host.SignInOrigin:
			return s.people.domain.BaseUrl(nil)
		}
	}
	return s.ask(name).ValueAsString()
}

// ask makes a parameter of the template, once.
func (s *stack) ask(name string) awscdk.CfnParameter {
	if s.asked[name] == nil {
		id := logicalID(strings.ReplaceAll(strings.ToLower(name), "_", "-"))
		s.asked[name] = awscdk.NewCfnParameter(s.in, jsii.String(id), &awscdk.CfnParameterProps{
			Type: jsii.String("String"), MinLength: jsii.Number(1), Description: jsii.String(host.Purpose(name)),
		})
	}
	return s.asked[name]
}
