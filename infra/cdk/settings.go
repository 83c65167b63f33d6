package cdk

import (
	"strings"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"

	"assistive-referrals/internal/host"
)

// setting returns the value of a setting: what the context gives, else what this
// stack itself knows, else a parameter of the template, so that synthesis never
// asks and a deployment always does. It returns nil for a setting that is not
// needed and was not given.
func (s *stack) setting(name string) *string {
	if value := s.given(name); value != "" {
		return jsii.String(value)
	}
	switch name {
	case host.ServiceURL:
		return s.api.ApiEndpoint()
	case host.NotifyURL:
		return jsii.String("https://api.notifications.service.gov.uk")
	case host.Discovery, host.AddressURL, host.HandOverOrigin:
		return nil
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

var questions = map[string]string{
	host.NotifyTemplates: "JSON: the identifier at GOV.UK Notify of the template for each type of notification",
	host.Mailboxes:       "JSON: the email address of each team",
	host.Issuer:          "The issuer of the identity provider's tokens",
	host.ClientID:        "The identifier of this service at the identity provider",
	host.SignInOrigin:    "The origin of the identity provider's pages, such as https://sign-in.example.org",
}

// ask makes a parameter of the template, once.
func (s *stack) ask(name string) awscdk.CfnParameter {
	if s.asked[name] == nil {
		id := logicalID(strings.ReplaceAll(strings.ToLower(name), "_", "-"))
		s.asked[name] = awscdk.NewCfnParameter(s.in, jsii.String(id), &awscdk.CfnParameterProps{
			Type: jsii.String("String"), MinLength: jsii.Number(1), Description: jsii.String(questions[name]),
		})
	}
	return s.asked[name]
}
