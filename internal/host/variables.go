package host

// Names of the environment variables by which functions are told what they use. Each
// function's Config says which it reads, infra.Build what each is there.
const (
	Table              = "TABLE"
	Machine            = "MACHINE"
	NotificationsQueue = "NOTIFICATIONS_QUEUE"
	PersonKeySecret    = "PERSON_KEY_SECRET"
	NotifyKeySecret    = "NOTIFY_KEY_SECRET"
	NotifyURL          = "NOTIFY_URL"
	NotifyTemplates    = "NOTIFY_TEMPLATES"
	Mailboxes          = "MAILBOXES"
	Issuer             = "ISSUER"
	Discovery          = "DISCOVERY"
	SignInOrigin       = "SIGN_IN_ORIGIN"
	ClientID           = "CLIENT_ID"
	ClientSecretSecret = "CLIENT_SECRET"
	ServiceURL         = "SERVICE_URL"
	SecretsKey         = "SECRETS_KEY"
	Attachments        = "ATTACHMENTS"
	Assets             = "ASSETS"
	AddressURL         = "ADDRESS_URL"
	AddressKeySecret   = "ADDRESS_KEY_SECRET"
	HandOverOrigin     = "HAND_OVER_ORIGIN"
	HandOverKeysSecret = "HAND_OVER_KEYS"
)

// Purpose says what a variable holds, for whoever has to give it; "" if there is none
// of that name.
func Purpose(name string) string {
	return map[string]string{
		Table:              "The name of the table",
		Machine:            "The ARN of the workflow",
		NotificationsQueue: "The URL of the queue of notifications",
		PersonKeySecret:    "The name of the secret with the key for person rows",
		NotifyKeySecret:    "The name of the secret with GOV.UK Notify's API key",
		NotifyURL:          "The base URL of GOV.UK Notify",
		NotifyTemplates:    "JSON: the identifier at GOV.UK Notify of the template for each type of notification",
		Mailboxes:          "JSON: the email address of each team",
		Issuer:             "The issuer of the identity provider's tokens",
		Discovery:          "Where the identity provider's discovery document is, if not under the issuer",
		SignInOrigin:       "The origin of the identity provider's pages, such as https://sign-in.example.org",
		ClientID:           "The identifier of this service at the identity provider",
		ClientSecretSecret: "The name of the secret with the client secret at the identity provider",
		ServiceURL:         "Where people find the pages, without a slash at the end",
		SecretsKey:         "The ARN of the key with which key-safe codes are sealed",
		Attachments:        "The name of the bucket of attached files",
		Assets:             "The folder with the style sheet and scripts",
		AddressURL:         "The base URL of Ordnance Survey's APIs; without it no address is looked up",
		AddressKeySecret:   "The name of the secret with the key for Ordnance Survey's APIs",
		HandOverOrigin:     "The origin of the council's case system; without it nobody is handed over",
		HandOverKeysSecret: "The name of the secret with the case system's public keys",
	}[name]
}
