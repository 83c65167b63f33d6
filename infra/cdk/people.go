package cdk

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	cognito "github.com/aws/aws-cdk-go/awscdk/v2/awscognito"
	"github.com/aws/jsii-runtime-go"

	"assistive-referrals/internal/host"
	"assistive-referrals/internal/referral"
)

// people are those who can sign in, in a Cognito user pool: roles are its groups;
// team, registration and skills (codes, with spaces between) are attributes that only
// an administrator writes.
type people struct {
	pool   cognito.UserPool
	client cognito.UserPoolClient
	domain cognito.UserPoolDomain
	secret *string // the client's
}

func (s *stack) makePeople() *people {
	attribute := func() cognito.ICustomAttribute {
		return cognito.NewStringAttribute(&cognito.StringAttributeProps{Mutable: jsii.Bool(true), MaxLen: jsii.Number(100)})
	}
	required := &cognito.StandardAttribute{Required: jsii.Bool(true), Mutable: jsii.Bool(true)}
	pool := cognito.NewUserPool(s.in, jsii.String("people"), &cognito.UserPoolProps{
		SelfSignUpEnabled: jsii.Bool(false), SignInCaseSensitive: jsii.Bool(false),
		SignInAliases:      &cognito.SignInAliases{Email: jsii.Bool(true)},
		StandardAttributes: &cognito.StandardAttributes{Email: required, Fullname: required},
		CustomAttributes:   &map[string]cognito.ICustomAttribute{"team": attribute(), "registration": attribute(), "skills": attribute()},
		Mfa:                cognito.Mfa_REQUIRED, MfaSecondFactor: &cognito.MfaSecondFactor{Otp: jsii.Bool(true), Sms: jsii.Bool(false)},
		AccountRecovery:    cognito.AccountRecovery_EMAIL_ONLY,
		PasswordPolicy:     &cognito.PasswordPolicy{MinLength: jsii.Number(14), RequireDigits: jsii.Bool(false), RequireLowercase: jsii.Bool(false), RequireSymbols: jsii.Bool(false), RequireUppercase: jsii.Bool(false)},
		DeletionProtection: jsii.Bool(s.protect), RemovalPolicy: s.removal(),
	})
	fixed(pool.Node().DefaultChild(), "PeoplePool")
	for _, role := range referral.Roles() {
		pool.AddGroup(jsii.String(string(role)), &cognito.UserPoolGroupOptions{GroupName: jsii.String(string(role)), Description: jsii.String(role.Label())})
	}
	prefix := jsii.String(s.given("SIGN_IN_DOMAIN"))
	if *prefix == "" {
		// Taken by one account in a region at most.
		prefix = awscdk.Fn_Join(jsii.String("-"), &[]*string{jsii.String(Name), s.in.Account()})
	}
	domain := pool.AddDomain(jsii.String("domain"), &cognito.UserPoolDomainOptions{CognitoDomain: &cognito.CognitoDomainOptions{DomainPrefix: prefix}})

	readable := cognito.NewClientAttributes().
		WithStandardAttributes(&cognito.StandardAttributesMask{Email: jsii.Bool(true), EmailVerified: jsii.Bool(true), Fullname: jsii.Bool(true), PhoneNumber: jsii.Bool(true)}).
		WithCustomAttributes(jsii.String("team"), jsii.String("registration"), jsii.String("skills"))
	// Email and name must be writable for an administrator's invitation to be taken up.
	writable := cognito.NewClientAttributes().WithStandardAttributes(&cognito.StandardAttributesMask{Email: jsii.Bool(true), Fullname: jsii.Bool(true)})
	client := pool.AddClient(jsii.String("pages"), &cognito.UserPoolClientOptions{
		GenerateSecret: jsii.Bool(true), PreventUserExistenceErrors: jsii.Bool(true), EnableTokenRevocation: jsii.Bool(true),
		AuthFlows: &cognito.AuthFlow{}, ReadAttributes: readable, WriteAttributes: writable,
		SupportedIdentityProviders: &[]cognito.UserPoolClientIdentityProvider{cognito.UserPoolClientIdentityProvider_COGNITO()},
		OAuth: &cognito.OAuthSettings{
			Flows:        &cognito.OAuthFlows{AuthorizationCodeGrant: jsii.Bool(true)},
			Scopes:       &[]cognito.OAuthScope{cognito.OAuthScope_OPENID(), cognito.OAuthScope_PROFILE(), cognito.OAuthScope_EMAIL(), cognito.OAuthScope_PHONE()},
			CallbackUrls: &[]*string{s.under("/sign-in/complete")}, LogoutUrls: &[]*string{s.under("/signed-out")},
		},
	})
	return &people{pool, client, domain, client.Node().DefaultChild().(cognito.CfnUserPoolClient).AttrClientSecret()}
}

// under is an address of the service.
func (s *stack) under(path string) *string {
	return awscdk.Fn_Join(jsii.String(""), &[]*string{s.parameter(host.ServiceURL), jsii.String(path)})
}
