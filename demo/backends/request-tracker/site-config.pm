# Configuration of the demo's Request Tracker, loaded through RT_SITE_CONFIG in place of the one in /etc.
use utf8;

my $data = $ENV{PORTICO_RT_DATA} or die 'PORTICO_RT_DATA is not set';

Set($rtname, 'portico-demo');
Set($Organization, 'portico.example');
Set($CorrespondAddress, 'help@portico.example');
Set($CommentAddress, 'help-internal@portico.example');

Set($WebDomain, '127.0.0.1');
Set($WebPort, $ENV{PORTICO_RT_PORT} || 18470);
Set($WebPath, '');
Set($Timezone, 'UTC');

Set($DatabaseType, 'SQLite');
Set($DatabaseName, "$data/rt.sqlite");

# Everything RT writes stays in the data folder; mail is appended to a file there and sent nowhere.
$RT::VarPath = "$data/var";
$RT::MasonDataDir = "$data/var/mason";
$RT::MasonSessionDir = "$data/var/sessions";
Set($LogToSyslog, undef);
Set($LogToSTDERR, 'warning');
Set($MailCommand, 'mbox');

# RT checks a bcrypt hash on every call, and by default prefers external programs to turn HTML mail into text.
# Both are fine on a server and cost most of the time of a demo on a laptop.
Set($BcryptCost, 4);
Set($HTMLFormatter, 'core');

# Off by default; without it RT answers no search of message texts at all.
Set(%FullTextSearch, Enable => 1, Indexed => 0);

# A new ticket of a customer may lead to an old one that the customer has no right to modify.
Set($StrictLinkACL, 0);

Set($MaxAttachmentSize, 24 * 1024 * 1024);

# CloseTicket and ReopenTicket are no rights of RT's: naming them here makes them rights that can be granted, so that
# closing and reopening need no right to modify tickets. The portal offers what `actions` name: nobody but agents brings
# back a rejected ticket.
Set(%Lifecycles,
    helpdesk => {
        initial  => ['new'],
        active   => ['open', 'waiting on customer', 'on hold'],
        inactive => ['resolved', 'closed', 'rejected', 'deleted'],
        defaults => {
            on_create           => 'new',
            approved            => 'open',
            denied              => 'rejected',
            reminder_on_open    => 'open',
            reminder_on_resolve => 'resolved',
        },
        transitions => {
            ''                    => ['new', 'open', 'waiting on customer', 'on hold', 'resolved', 'closed', 'rejected'],
            'new'                 => ['open', 'waiting on customer', 'on hold', 'resolved', 'closed', 'rejected', 'deleted'],
            'open'                => ['new', 'waiting on customer', 'on hold', 'resolved', 'closed', 'rejected', 'deleted'],
            'waiting on customer' => ['open', 'on hold', 'resolved', 'closed', 'rejected', 'deleted'],
            'on hold'             => ['open', 'waiting on customer', 'resolved', 'closed', 'rejected', 'deleted'],
            'resolved'            => ['open', 'closed'],
            'closed'              => ['open'],
            'rejected'            => ['open', 'deleted'],
            'deleted'             => ['open'],
        },
        rights => {
            '* -> closed'      => 'CloseTicket',
            'resolved -> open' => 'ReopenTicket',
            'closed -> open'   => 'ReopenTicket',
            '* -> deleted'     => 'DeleteTicket',
            '* -> *'           => 'ModifyTicket',
        },
        actions => [
            '* -> closed'      => { label => 'Close',  update => 'Respond' },
            'resolved -> open' => { label => 'Reopen', update => 'Respond' },
            'closed -> open'   => { label => 'Reopen', update => 'Respond' },
        ],
    },
);

1;
