import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconDownload } from '@tabler/icons-react'

interface FileMenuProps {
  label: string
  /** What each file is called, and its address. */
  files: readonly { name: string; href: string }[]
}

/** Files to take away. */
export const FileMenu = ({ label, files }: FileMenuProps) => (
  <Menu position="bottom-end">
    <Menu.Target>
      <Button
        variant="default"
        leftSection={<IconDownload size={18} />}
        rightSection={<IconChevronDown size={16} />}
      >
        {label}
      </Button>
    </Menu.Target>
    <Menu.Dropdown>
      {files.map(({ name, href }) => (
        <Menu.Item key={href} component="a" href={href} download>
          {name}
        </Menu.Item>
      ))}
    </Menu.Dropdown>
  </Menu>
)
